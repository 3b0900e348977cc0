import { z } from "zod";
import { findStatus } from "../find-status";
import { gitlabWords } from "../gitlab";
import { findTime } from "../read-time";
import { type CallApi, createApiCaller } from "./call-api";
import { findEnd } from "./find-end";
import type { ApiAnswer, AskedRun, CommitStatus, RunAnswer, SenderApi, SenderApiAccess } from "./sender-api";

/** Name under which the result of a whole pipeline is known. */
const pipelineContext = "gitlab/pipeline";

const text = z.string().nullish();
const pipelinesSchema = z.array(
  z.object({ id: z.number(), status: z.string(), web_url: text, created_at: text, updated_at: text }),
);
const statusesSchema = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    status: z.string(),
    target_url: text,
    started_at: text,
    finished_at: text,
  }),
);

const stateOf = { pending: "running", success: "success", failure: "failed", error: "failed" } as const;

export function createGitlabApi({ url, repository, token }: SenderApiAccess): SenderApi {
  const base = /\/api\/v4\/*$/.test(url) ? url : `${url.replace(/\/+$/, "")}/api/v4`;
  const call = createApiCaller(base, token === null ? {} : { "private-token": token });
  const at = `/projects/${encodeURIComponent(repository)}`;
  return {
    reportStatus: (status) => reportStatus(call, at, status),
    readRun: (run) => (run.context === pipelineContext ? readPipeline(call, at, run) : readJob(call, at, run)),
    rerun: (run) => rerun(call, at, run),
  };
}

async function reportStatus(call: CallApi, at: string, status: CommitStatus): Promise<ApiAnswer<null>> {
  const told = await call({
    method: "POST",
    path: `${at}/statuses/${status.sha}`,
    body: {
      state: stateOf[status.state],
      name: status.context,
      description: status.description.slice(0, 255),
      ...(status.targetUrl === null ? {} : { target_url: status.targetUrl }),
    },
  });
  // GitLab refuses to be told what it knows already.
  return !told.ok && /Cannot transition status/i.test(told.reason) ? { ok: true, value: null } : told;
}

/** The pipeline that is known by its name, as a newer one of the commit may be that of a tag; else the newest. */
async function findPipeline(call: CallApi, at: string, { sha, externalId }: AskedRun) {
  const path = `${at}/pipelines?sha=${sha}&order_by=id&sort=desc&per_page=100`;
  const found = await call({ path, schema: pipelinesSchema, absent: [] });
  if (!found.ok) return found;
  const known = found.value.find(({ id }) => `${id}` === externalId);
  return { ok: true as const, value: known ?? found.value[0] ?? null };
}

async function readPipeline(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<RunAnswer | null>> {
  const found = await findPipeline(call, at, run);
  if (!found.ok || found.value === null) return found as ApiAnswer<null>;
  const pipeline = found.value;
  const status = findStatus(gitlabWords, pipeline.status) ?? "unknown";
  const times = { startedAt: findTime(pipeline.created_at), finishedAt: findEnd(status, pipeline.updated_at) };
  const externalId = `${pipeline.id}`;
  return { ok: true, value: { status, attempt: null, externalId, url: pipeline.web_url ?? null, ...times } };
}

async function findJob(call: CallApi, at: string, { sha, context }: AskedRun) {
  const path = `${at}/repository/commits/${sha}/statuses?name=${encodeURIComponent(context)}`;
  const found = await call({ path, schema: statusesSchema, absent: [] });
  if (!found.ok) return found;
  const jobs = found.value.filter((job) => job.name === context).toSorted((a, b) => b.id - a.id);
  return { ok: true as const, value: jobs[0] ?? null };
}

async function readJob(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<RunAnswer | null>> {
  const found = await findJob(call, at, run);
  if (!found.ok || found.value === null) return found as ApiAnswer<null>;
  const { id, target_url: url, ...job } = found.value;
  const status = findStatus(gitlabWords, job.status) ?? "unknown";
  const times = { startedAt: findTime(job.started_at), finishedAt: findEnd(status, job.finished_at) };
  return { ok: true, value: { status, attempt: null, externalId: `${id}`, url: url ?? null, ...times } };
}

async function rerun(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<null>> {
  const isPipeline = run.context === pipelineContext;
  const found = isPipeline ? await findPipeline(call, at, run) : await findJob(call, at, run);
  if (!found.ok) return found;
  if (found.value === null) return { ok: false, reason: "It has no run there that can be repeated." };
  const { id, status } = found.value;
  // It would say yes and do nothing.
  if (isPipeline && status === "success") {
    return { ok: false, reason: "GitLab repeats no pipeline that passed; run a new one of this commit there." };
  }
  return call({ method: "POST", path: `${at}/${isPipeline ? "pipelines" : "jobs"}/${id}/retry` });
}
