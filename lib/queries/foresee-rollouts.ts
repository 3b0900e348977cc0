import type { ProjectRow } from "@/lib/db/projects";
import { listRolloutFacts, type RolloutFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import type { AutomationMode } from "@/lib/domain/automation/modes";
import { findObstacle } from "@/lib/domain/selection/find-obstacle";
import { type Forecast, forecastRollouts } from "@/lib/domain/selection/forecast";
import { foreseeOpenings } from "@/lib/domain/selection/foresee-openings";
import type { Gate } from "@/lib/domain/selection/gates";
import { expectPasses } from "./expect-passes";
import type { AutomationLook } from "./look-at-project";

/** Commits further back are not looked at: the times of thousands of rollouts tell nobody anything. */
const reach = 5000;

/** What is foreseen, and what all of it hangs on. */
export type Outlook = Forecast & {
  /** What a person has to do for each rollout; null = nothing. */
  condition: string | null;
  /** What keeps every rollout from starting now, as a sentence; null = nothing does. */
  keptBack: string | null;
  /** Whether a rollout that runs has to end before the first of them. */
  isOneAhead: boolean;
};

/** The selection run ahead over the backlog of a look. */
export async function foreseeRollouts(tx: Tx, project: ProjectRow, look: AutomationLook): Promise<Outlook> {
  const { backlog, gates, freeze } = look;
  const { policy, now } = backlog;
  const inFlight = await findInFlight(tx, project);
  const obstacle = findObstacle({ gates, mode: project.mode, isDeclined: look.declined !== null, inFlight });
  const frozenUntil = freeze?.expiresAt.getTime() ?? null;
  const condition = conditionOf(project.mode, gates);
  const forecast = forecastRollouts({
    queue: await expectPasses(tx, project, { queue: backlog.queue.slice(0, reach), now }),
    policy,
    now,
    freeAt: expectEnd(inFlight, { now, frozenUntil, rolloutSeconds: policy.rolloutSeconds }),
    stopped: obstacle === null || obstacle.endsByItself ? null : { code: obstacle.gate, text: obstacle.text },
    condition,
    nextStart: foreseeOpenings({
      frozenUntil,
      // The hours bind the automation, not the people who start each rollout.
      hours: project.mode === "suggest" ? null : (project.policy.allowedHours ?? null),
    }),
  });
  return { ...forecast, condition, keptBack: obstacle?.text ?? null, isOneAhead: inFlight !== null };
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

function conditionOf(mode: AutomationMode, gates: readonly Gate[]): string | null {
  if (mode === "suggest") return "if a person starts it";
  if (mode === "confirm") return "if a person says yes";
  return gates.some((gate) => gate.gate === "watched" && !gate.open) ? "if somebody has the page open" : null;
}
