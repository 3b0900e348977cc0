import { findCommit } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import { putStatusReports, type StatusState } from "@/lib/db/status-reports";
import type { Tx } from "@/lib/db/transaction";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";

type Told = {
  project: ProjectRow;
  run: { id: number; sha: string };
  state: StatusState;
  text: string;
  /** Only this source is told; left out = all that can be. */
  sourceId?: number;
};

/** Notes what the project's senders are to be told of a commit, in the transaction of the result itself; it is sent later. */
export async function reportStatus(tx: Tx, { publicUrl }: { publicUrl: string | null }, told: Told): Promise<void> {
  const { project, run } = told;
  const isOnTrunk = (await findCommit(tx, project.id, run.sha)) !== null;
  // A change that has not landed has no page; its output is there all the same.
  const path = isOnTrunk
    ? `/p/${project.slug}/commits/${run.sha}/tests/${run.id}`
    : `/api/v1/test-runs/${run.id}/log?project=${project.slug}&format=text`;
  await putStatusReports(tx, {
    projectId: project.id,
    sourceId: told.sourceId ?? null,
    sha: run.sha,
    context: builtInContext,
    state: told.state,
    description: told.text,
    targetUrl: publicUrl && new URL(path, publicUrl).href,
  });
}

const stateOfStatus = {
  running: "pending",
  passed: "success",
  failed: "failure",
  errored: "error",
  cancelled: "error",
} as const;

/** How a run of the built-in runner that has begun is told. */
export function describeRun(run: { status: keyof typeof stateOfStatus; reason: string | null }) {
  const usual = run.status === "running" ? "Tests are running." : "Tests passed.";
  return { state: stateOfStatus[run.status], text: run.reason ?? usual };
}
