import type { NowView, RolloutView } from "@/lib/contracts/views";
import type { MachineReport } from "../machines/fleet";

export type Evidence = {
  /** Oldest first, all that have ended. */
  rollouts: RolloutView[];
  now: Pick<NowView, "fleet" | "live" | "doing">;
  machines: MachineReport[];
  /** First-parent shas after `fromRevision` up to `toRevision` of each rollout, by number, from the repository itself. */
  ranges: Map<number, string[]>;
};

/**
 * Compares what the product says with what the machines and the repository say.
 * Returns a sentence for each contradiction; none means consistent.
 */
export function checkConsistency(evidence: Evidence): string[] {
  return [
    ...evidence.rollouts.flatMap((rollout) => checkRollout(rollout, evidence.ranges.get(rollout.number))),
    ...checkHosts(evidence),
    ...checkFleet(evidence),
  ];
}

function checkRollout(rollout: RolloutView, range: string[] | undefined): string[] {
  const problems: string[] = [];
  const say = (text: string) => problems.push(`Rollout ${rollout.number}: ${text}`);
  if (!rollout.endedAt) say(`is ${rollout.state} and has no end.`);
  for (const state of ["queued", "running", "succeeded", "failed", "skipped", "unknown"] as const) {
    const counted = newestDeploys(rollout).filter((deploy) => deploy.state === state).length;
    if (rollout.hosts[state] !== counted)
      say(`${rollout.hosts[state]} hosts ${state} by its count, ${counted} by its list.`);
  }
  if (rollout.hosts.running > 0) say("has ended with hosts in the middle of a deploy.");
  if (rollout.state === "succeeded" && rollout.hosts.failed + rollout.hosts.unknown > rollout.failureBudget.allowed) {
    say("succeeded over its host failure budget.");
  }
  const shown = rollout.commits.map((commit) => commit.sha).join(" ");
  if (range && shown !== range.join(" "))
    say(`shows the commits ${shown || "(none)"}, the repository has ${range.join(" ")}.`);
  return problems;
}

function newestDeploys(rollout: RolloutView): RolloutView["hostDeploys"] {
  const newest = new Map<string, RolloutView["hostDeploys"][number]>();
  for (const deploy of rollout.hostDeploys) {
    const known = newest.get(deploy.host);
    if (!known || known.attempt < deploy.attempt) newest.set(deploy.host, deploy);
  }
  return [...newest.values()];
}

/** A host whose newest deploy succeeded runs that revision, by its own service, by its link and by the product. */
function checkHosts({ rollouts, machines }: Evidence): string[] {
  const expected = new Map<string, { revision: string; rollout: number }>();
  for (const rollout of rollouts) {
    for (const deploy of newestDeploys(rollout)) {
      if (deploy.state === "succeeded")
        expected.set(deploy.host, { revision: rollout.toRevision, rollout: rollout.number });
      else if (deploy.startedAt) expected.delete(deploy.host);
    }
  }
  const said = new Map(rollouts.at(-1)?.hostDeploys.map((deploy) => [deploy.host, deploy.currentRevision]));
  return machines.flatMap(({ name, service, link }) => {
    const problems: string[] = [];
    const wanted = expected.get(name);
    if (service === null) problems.push(`${name}: its service does not answer.`);
    if (service !== link) problems.push(`${name}: its service runs ${service}, its link points at ${link}.`);
    if (wanted && service !== wanted.revision) {
      problems.push(`${name}: rollout ${wanted.rollout} left it with ${wanted.revision}, its service runs ${service}.`);
    }
    if (said.has(name) && said.get(name) !== service) {
      problems.push(`${name}: the product says it runs ${said.get(name)}, its service runs ${service}.`);
    }
    return problems;
  });
}

function checkFleet({ now, machines, rollouts }: Evidence): string[] {
  const problems: string[] = [];
  const tally = (entries: [string | null, number][]) => {
    const sum = new Map<string, number>();
    for (const [revision, hosts] of entries) sum.set(revision ?? "none", (sum.get(revision ?? "none") ?? 0) + hosts);
    return [...sum]
      .sort()
      .map(([revision, hosts]) => `${hosts} × ${revision}`)
      .join(", ");
  };
  const shown = tally(now.fleet.map(({ revision, hosts }) => [revision, hosts]));
  const real = tally(machines.map(({ service }) => [service, 1]));
  if (shown !== real) problems.push(`The fleet as shown runs ${shown}; the machines say ${real}.`);
  const lastGood = rollouts.findLast((rollout) => rollout.state === "succeeded");
  if (lastGood && now.live?.revision !== lastGood.toRevision) {
    problems.push(
      `Live is shown as ${now.live?.revision ?? "nothing"}, rollout ${lastGood.number} left ${lastGood.toRevision}.`,
    );
  }
  return problems;
}
