import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { trunk } from "../repository/service-repository";
import { testContext } from "../test-context";
import { deployScripts, type World } from "../world";
import { renderProjectFile } from "./project-file";

export const projectSlug = "web";

/** Runs the `sauron` command line against the running product and returns what it printed; rejects when it fails. */
export type CommandLine = (args: string[]) => Promise<string>;

/**
 * Makes the world's project known to the product, as the person who sets it up would: `sauron apply` with a project
 * file, `sauron token create` for the CI. Does only what is not done yet.
 * @returns the token of the CI
 */
export async function setUpProject(
  world: World,
  commandLine: CommandLine,
  { speed, senders }: { speed: number; senders: boolean },
): Promise<string> {
  const { state } = world;
  const text = renderProjectFile({
    project: projectSlug,
    origin: world.repository.origin,
    trunk,
    machines: world.fleet.machines,
    privateKey: world.privateKeyPath,
    node: process.execPath,
    speed,
    // Every sender has a name of its own for the tests: whichever reports has to be content.
    requiredTests: senders ? [] : [testContext],
  });
  if (state.appliedProjectFile !== text) {
    const path = join(world.directory, "sauron.yml");
    writeFileSync(path, text);
    cpSync(deployScripts, join(world.directory, "deploy"), { recursive: true });
    await commandLine(["apply", path]);
    state.appliedProjectFile = text;
    world.save();
  }
  if (state.token === null) {
    const printed = await commandLine(["token", "create", "ci", "--project", projectSlug, "--replace", "--json"]);
    state.token = (JSON.parse(printed) as { token: string }).token;
    world.save();
  }
  return state.token;
}
