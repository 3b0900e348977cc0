import { z } from "zod";
import { findStatus } from "../find-status";
import { giteaWords } from "../gitea";
import { findTime } from "../read-time";
import { type CallApi, createApiCaller } from "./call-api";
import { findEnd } from "./find-end";
import type { ApiAnswer, AskedRun, SenderApi, SenderApiAccess } from "./sender-api";

const text = z.string().nullish();
const statusesSchema = z.array(
  z.object({
    id: z.number(),
    context: z.string(),
    status: z.string(),
    target_url: text,
    created_at: text,
    updated_at: text,
  }),
);

const runsSchema = z.object({ workflow_runs: z.array(z.object({ id: z.number(), html_url: text })) });

/** Gitea; it can be asked for another attempt since 1.26. */
export const createGiteaApi = (access: SenderApiAccess) => createApi(access, "rerun-failed-jobs");

/** Forgejo; it can be asked for another attempt since 17, and repeats the jobs that passed too. */
export const createForgejoApi = (access: SenderApiAccess) => createApi(access, "rerun");

/** Gitea and Forgejo know commit statuses, of others and of their own Actions; only the latter can be repeated. */
function createApi({ url, repository, token }: SenderApiAccess, repeat: "rerun" | "rerun-failed-jobs"): SenderApi {
  const base = /\/api\/v1\/*$/.test(url) ? url : `${url.replace(/\/+$/, "")}/api/v1`;
  const call = createApiCaller(base, token === null ? {} : { authorization: `token ${token}` });
  const at = `/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
  return {
    reportStatus: ({ sha, context, state, description, targetUrl }) =>
      call({
        method: "POST",
        path: `${at}/statuses/${sha}`,
        body: { state, context, description: description.slice(0, 255), target_url: targetUrl ?? "" },
      }),
    async readRun(run) {
      const found = await findCommitStatus(call, at, run);
      if (!found.ok || found.value === null) return found as ApiAnswer<null>;
      const told = found.value;
      const status = findStatus(giteaWords, told.status) ?? "unknown";
      const times = { startedAt: findTime(told.created_at), finishedAt: findEnd(status, told.updated_at) };
      const url = told.target_url || null;
      return { ok: true, value: { status, attempt: run.attempt, externalId: null, url, ...times } };
    },
    async rerun(run) {
      const found = await findWorkflowRun(call, at, run);
      if (!found.ok) return found;
      if (found.value === null) return { ok: false, reason: "It has no run there that can be repeated." };
      return call({ method: "POST", path: `${at}/actions/runs/${found.value}/${repeat}` });
    },
  };
}

async function findCommitStatus(call: CallApi, at: string, { sha, context }: AskedRun) {
  const found = await call({ path: `${at}/commits/${sha}/statuses?limit=50`, schema: statusesSchema, absent: [] });
  if (!found.ok) return found;
  const told = found.value.filter((each) => each.context === context).toSorted((a, b) => b.id - a.id);
  return { ok: true as const, value: told[0] ?? null };
}

/** Id of the run of Actions that a status leads to: their addresses tell, as a status names only workflow and job. */
async function findWorkflowRun(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<number | null>> {
  const status = await findCommitStatus(call, at, run);
  if (!status.ok) return status;
  const number = numberOfRun(status.value?.target_url);
  if (number === null) return { ok: true, value: null };
  // Forgejo reads the limit only beside a page.
  const path = `${at}/actions/runs?head_sha=${run.sha}&page=1&limit=50`;
  const runs = await call({ path, schema: runsSchema, absent: { workflow_runs: [] } });
  if (!runs.ok) return runs;
  return {
    ok: true,
    value: runs.value.workflow_runs.find((each) => numberOfRun(each.html_url) === number)?.id ?? null,
  };
}

function numberOfRun(address: string | null | undefined): string | null {
  return /\/actions\/runs\/(\d+)/.exec(address ?? "")?.[1] ?? null;
}
