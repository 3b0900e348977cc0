import type { CommandLine } from "../product/set-up-project";
import type { World } from "../world";
import { type SenderAccount, senderKinds } from "./sender-messenger";

/** Adds a source of each kind, as the person who connects a CI would: `sauron source add`. Does only what is not done yet. */
export async function openAccounts(
  world: World,
  commandLine: CommandLine,
  project: string,
): Promise<Record<string, SenderAccount>> {
  const { state } = world;
  for (const kind of senderKinds) {
    if (state.senders[kind]) continue;
    const printed = await commandLine(["source", "add", kind, "--kind", kind, "--project", project, "--json"]);
    const { source, secret } = JSON.parse(printed) as { source: { path: string }; secret: string };
    state.senders[kind] = { path: source.path, secret };
    world.save();
  }
  return state.senders;
}
