import { z } from "zod";
import { circleciWords } from "../circleci";
import { findStatus } from "../find-status";
import { findTime } from "../read-time";
import { type CallApi, createApiCaller } from "./call-api";
import { findEnd } from "./find-end";
import type { ApiAnswer, AskedRun, SenderApi, SenderApiAccess } from "./sender-api";

const text = z.string().nullish();
const workflowSchema = z.object({
  id: z.string(),
  status: z.string(),
  project_slug: z.string(),
  created_at: text,
  stopped_at: text,
});

type Workflow = z.infer<typeof workflowSchema>;

const none = "It has no workflow there that can be repeated.";

/** CircleCI. A run is a workflow, and its `externalId` the workflow's; another attempt is a workflow of its own. */
export function createCircleciApi({ url, repository, token }: SenderApiAccess): SenderApi {
  const base = /\/api\/v2\/*$/.test(url) ? url : `${url.replace(/\/+$/, "")}/api/v2`;
  const call = createApiCaller(base, token === null ? {} : { "circle-token": token });
  return {
    async readRun(run) {
      const found = await findWorkflow(call, repository, run);
      if (!found.ok || found.value === null) return found as ApiAnswer<null>;
      const { id, ...workflow } = found.value;
      const status = findStatus(circleciWords, workflow.status) ?? "unknown";
      const times = { startedAt: findTime(workflow.created_at), finishedAt: findEnd(status, workflow.stopped_at) };
      return { ok: true, value: { status, attempt: null, externalId: id, url: null, ...times } };
    },
    async rerun(run) {
      const found = await findWorkflow(call, repository, run);
      if (!found.ok) return found;
      if (found.value === null) return { ok: false, reason: none };
      const path = `${pathOf(found.value.id)}/rerun`;
      // One in which no job failed has nothing to go on from.
      return call({ method: "POST", path, body: { from_failed: found.value.status === "failed" } });
    },
  };
}

const pathOf = (id: string) => `/workflow/${encodeURIComponent(id)}`;

async function findWorkflow(
  call: CallApi,
  project: string,
  { externalId }: AskedRun,
): Promise<ApiAnswer<Workflow | null>> {
  if (externalId === null) return { ok: true, value: null };
  const found = await call<Workflow | null>({ path: pathOf(externalId), schema: workflowSchema, absent: null });
  if (!found.ok || found.value === null) return found;
  const { project_slug: theirs } = found.value;
  if (shorten(theirs) === shorten(project)) return found;
  return { ok: false, reason: `Its workflow is one of ${theirs}, and the source is to ask about ${project}.` };
}

/** The host of a repository has a long name and a short one. */
function shorten(project: string): string {
  return project
    .toLowerCase()
    .replace(/^github\//, "gh/")
    .replace(/^bitbucket\//, "bb/");
}
