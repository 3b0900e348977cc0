import { type JobName, type JobPayload, jobCatalog } from "@/lib/queue/job-catalog";
import { decideRollout } from "@/lib/services/automation/decide-rollout";
import { runCheck } from "@/lib/services/checks/run-check";
import type { WorkerContext } from "@/lib/services/context";
import { askHosts } from "@/lib/services/fleet/ask-hosts";
import { readInventory } from "@/lib/services/fleet/read-inventory";
import { followUp } from "@/lib/services/intake/follow-up";
import { forgetOldIntake } from "@/lib/services/intake/forget-old-intake";
import { readDeliveries } from "@/lib/services/intake/read-deliveries";
import { forgetOldOutput } from "@/lib/services/logs/forget-old-output";
import { fetchTrunk } from "@/lib/services/projects/fetch-trunk";
import { reconcileAll } from "@/lib/services/reconcile/reconcile-all";
import { advanceRollout } from "@/lib/services/rollouts/advance-rollout";
import { deployStageHosts } from "@/lib/services/rollouts/deploy-stage-hosts";
import { lookAtCanary } from "@/lib/services/rollouts/look-at-canary";
import { probeUnknownHosts } from "@/lib/services/rollouts/probe-unknown-hosts";
import { lookAtShadow } from "@/lib/services/shadow/look-at-shadow";
import { askSender } from "@/lib/services/test-runs/ask-sender";
import { askRerun } from "@/lib/services/test-runs/rerun-failed";
import { runTests } from "@/lib/services/test-runs/run-tests";
import { sendStatus } from "@/lib/services/test-runs/send-status";

type Processors = { [Name in JobName]: (ctx: WorkerContext, payload: JobPayload<Name>) => Promise<void> };

/** What each job does. A job of the catalog without an entry here does not compile. */
const processors: Processors = {
  "fetch-trunk": fetchTrunk,
  decide: decideRollout,
  "advance-rollout": (ctx, { rolloutId }) => advanceRollout(ctx, rolloutId),
  "look-at-canary": lookAtCanary,
  "look-at-shadow": lookAtShadow,
  "deploy-hosts": deployStageHosts,
  "probe-hosts": probeUnknownHosts,
  "run-tests": runTests,
  "follow-up": followUp,
  "send-status": sendStatus,
  "ask-sender": askSender,
  "ask-rerun": askRerun,
  "ask-hosts": askHosts,
  "read-inventory": readInventory,
  "run-check": runCheck,
  "read-deliveries": readDeliveries,
  "forget-old-intake": forgetOldIntake,
  "forget-old-output": forgetOldOutput,
  reconcile: reconcileAll,
};

/** Parses a job as it came and does it. */
export async function runJob<Name extends JobName>(ctx: WorkerContext, name: Name, data: unknown): Promise<void> {
  const payload = jobCatalog[name].payload.parse(data) as JobPayload<Name>;
  await processors[name](ctx, payload);
}
