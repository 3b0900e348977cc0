import { parseArgs } from "node:util";
import type { RolloutView } from "@/lib/contracts/views";
import { openApiClient } from "./api-client";
import { parseRolloutNumber } from "./parse-rollout-number";
import { requireReason } from "./require-reason";
import { UsageError } from "./run-reporting";

const options = {
  retry: { type: "boolean", default: false },
  skip: { type: "boolean", default: false },
  fail: { type: "boolean", default: false },
  "all-failed": { type: "boolean", default: false },
  reason: { type: "string" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** `sauron rollouts host`: decides about hosts of a rollout that failed, one after the other. */
export async function decideHosts(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
  const actions = (["retry", "skip", "fail"] as const).filter((each) => values[each]);
  const [action] = actions;
  if (!action || actions.length > 1) throw new UsageError("give one of --retry, --skip and --fail.");
  const number = parseRolloutNumber(positionals[0], "name one rollout by its number, then its hosts.");
  const named = positionals.slice(1);
  if ((named.length === 0) !== values["all-failed"]) throw new UsageError("name hosts, or give --all-failed.");
  const reason = requireReason(values.reason);

  const api = openApiClient();
  const query = { project: values.project };
  let view = await api.get<RolloutView>(`/rollouts/${number}`, query);
  const waiting = values["all-failed"] && action === "skip" ? listAsked(view) : [];
  const hosts = values["all-failed"] ? listFailed(view).filter((host) => !waiting.includes(host)) : named;
  for (const host of hosts) {
    view = await api.post<RolloutView>(
      `/rollouts/${number}/hosts/${encodeURIComponent(host)}`,
      { action, reason },
      query,
    );
    if (action === "fail") break;
  }
  for (const host of waiting) {
    process.stderr.write(`${host} is left: it is still being asked how its deploy ended. Try again in a minute.\n`);
  }
  process.stdout.write(
    values.json ? `${JSON.stringify(view)}\n` : `Rollout #${number} is ${view.state}: ${view.sentence}\n`,
  );
  return waiting.length > 0 ? 1 : 0;
}

/** They cannot be skipped yet: a command may be at work there still. */
function listAsked({ hostDeploys }: RolloutView): string[] {
  return hostDeploys.filter(({ isAsked }) => isAsked).map(({ host }) => host);
}

function listFailed({ hostDeploys }: RolloutView): string[] {
  return hostDeploys.filter(({ state }) => state === "failed" || state === "unknown").map(({ host }) => host);
}
