import type { ProjectRow } from "@/lib/db/projects";
import { listRolloutFacts, type RolloutFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import type { AutomationMode } from "@/lib/domain/automation/modes";
import { type Forecast, forecastRollouts } from "@/lib/domain/selection/forecast";
import { foreseeOpenings } from "@/lib/domain/selection/foresee-openings";
import type { Gate, GateName } from "@/lib/domain/selection/gates";
import { expectPasses } from "./expect-passes";
import type { AutomationLook } from "./look-at-project";

/** Commits further back are not looked at: the times of thousands of rollouts tell nobody anything. */
const reach = 5000;

/** The selection run ahead over the backlog of a look. */
export async function foreseeRollouts(tx: Tx, project: ProjectRow, look: AutomationLook): Promise<Forecast> {
  const { backlog, gates, freeze } = look;
  const { policy, now } = backlog;
  const inFlight = await findInFlight(tx, project);
  const frozenUntil = freeze?.expiresAt.getTime() ?? null;
  return forecastRollouts({
    queue: await expectPasses(tx, project, { queue: backlog.queue.slice(0, reach), now }),
    policy,
    now,
    freeAt: expectEnd(inFlight, { now, frozenUntil, rolloutSeconds: policy.rolloutSeconds }),
    stopped: findStop(gates, inFlight),
    condition: conditionOf(project.mode, gates),
    nextStart: foreseeOpenings({
      frozenUntil,
      // The hours bind the automation, not the people who start each rollout.
      hours: project.mode === "suggest" ? null : (project.policy.allowedHours ?? null),
    }),
  });
}

/** The rollout that has not ended; what is only proposed takes no commit out of the backlog. */
async function findInFlight(tx: Tx, project: ProjectRow): Promise<RolloutFactsRow | null> {
  const range = { projectId: project.id, before: null, limit: 1 };
  const [newest] = await listRolloutFacts(tx, { ...range, which: "unfinished" });
  return newest && newest.state !== "proposed" ? newest : null;
}

/** A freeze holds back also what was accepted and has not started. `frozenUntil` in epoch milliseconds. */
function expectEnd(
  inFlight: RolloutFactsRow | null,
  { now, frozenUntil, rolloutSeconds }: { now: number; frozenUntil: number | null; rolloutSeconds: number },
): number {
  if (inFlight === null) return now;
  const startsAt = inFlight.startedAt?.getTime() ?? Math.max(now * 1000, frozenUntil ?? 0);
  return Math.max(now, startsAt / 1000 + rolloutSeconds);
}

/** Gates whose opening can be foreseen, or that are no matter of time but of the commits. */
const foreseen: ReadonlySet<GateName> = new Set<GateName>([
  "automation-mode",
  "not-frozen",
  "allowed-hours",
  "no-rollout-in-the-way",
  "commit-selected",
  "watched",
  "approval",
]);

/** What stands in the way of every rollout for as long as nobody acts. */
function findStop(gates: readonly Gate[], inFlight: RolloutFactsRow | null): { code: string; text: string } | null {
  const closed = gates.find((gate) => !gate.open && !foreseen.has(gate.gate));
  if (closed) return { code: closed.gate, text: closed.text };
  if (inFlight === null || !["held", "failing", "aborting"].includes(inFlight.state)) return null;
  const text = `Rollout #${inFlight.number} is ${inFlight.state}: a person decides what follows`;
  return { code: "no-rollout-in-the-way", text };
}

function conditionOf(mode: AutomationMode, gates: readonly Gate[]): string | null {
  if (mode === "suggest") return "if a person starts it";
  if (mode === "confirm") return "if a person says yes";
  return gates.some((gate) => gate.gate === "watched" && !gate.open) ? "if somebody has the page open" : null;
}
