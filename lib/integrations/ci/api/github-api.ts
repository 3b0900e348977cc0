import { z } from "zod";
import { findStatus } from "../find-status";
import { githubStatusWords, statusOfCheck } from "../github";
import { findTime } from "../read-time";
import { type CallApi, createApiCaller } from "./call-api";
import { findEnd } from "./find-end";
import type { ApiAnswer, AskedRun, RunAnswer, SenderApi, SenderApiAccess } from "./sender-api";

/** Longest description GitHub takes. */
const maxDescription = 140;

const text = z.string().nullish();
const checkRunsSchema = z.object({
  check_runs: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      status: z.string(),
      conclusion: text,
      details_url: text,
      html_url: text,
      started_at: text,
      completed_at: text,
    }),
  ),
});
const workflowRunsSchema = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.number(),
      name: text,
      run_attempt: z.number().int().nullish(),
      status: text,
      conclusion: text,
      html_url: text,
      run_started_at: text,
      updated_at: text,
    }),
  ),
});
const statusSchema = z.object({
  statuses: z.array(
    z.object({ context: z.string(), state: z.string(), target_url: text, created_at: text, updated_at: text }),
  ),
});

type CheckRun = z.infer<typeof checkRunsSchema>["check_runs"][number];
type WorkflowRun = z.infer<typeof workflowRunsSchema>["workflow_runs"][number];

/** GitHub, and what speaks like it. A context is a check run, a workflow, or a commit status: asked for in this order. */
export function createGithubApi({ url, repository, token }: SenderApiAccess): SenderApi {
  const call = createApiCaller(url, {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
  });
  const at = `/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
  return {
    reportStatus: ({ sha, context, state, description, targetUrl }) =>
      call({
        method: "POST",
        path: `${at}/statuses/${sha}`,
        body: { state, context, description: description.slice(0, maxDescription), target_url: targetUrl },
      }),
    async readRun(run) {
      for (const find of [readCheckRun, readWorkflow, readCommitStatus]) {
        const answer = await find(call, at, run);
        if (!answer.ok || answer.value !== null) return answer;
      }
      return { ok: true, value: null };
    },
    rerun: (run) => rerun(call, at, run),
  };
}

async function findCheckRun(
  call: CallApi,
  at: string,
  { sha, context }: AskedRun,
): Promise<ApiAnswer<CheckRun | null>> {
  const path = `${at}/commits/${sha}/check-runs?check_name=${encodeURIComponent(context)}&filter=latest`;
  const found = await call({ path, schema: checkRunsSchema, absent: { check_runs: [] } });
  if (!found.ok) return found;
  return { ok: true, value: found.value.check_runs.find((run) => run.name === context) ?? null };
}

async function findWorkflow(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<WorkflowRun | null>> {
  const path = `${at}/actions/runs?head_sha=${run.sha}&per_page=100`;
  const found = await call({ path, schema: workflowRunsSchema, absent: { workflow_runs: [] } });
  if (!found.ok) return found;
  return { ok: true, value: found.value.workflow_runs.find((each) => each.name === run.context) ?? null };
}

async function readCheckRun(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<RunAnswer | null>> {
  const found = await findCheckRun(call, at, run);
  if (!found.ok || found.value === null) return found as ApiAnswer<null>;
  const { id, conclusion, ...check } = found.value;
  const status = statusOfCheck({ conclusion, status: check.status });
  const [startedAt, finishedAt] = [findTime(check.started_at), findEnd(status, check.completed_at)];
  const url = check.html_url ?? check.details_url ?? null;
  return { ok: true, value: { status, attempt: null, externalId: `${id}`, url, startedAt, finishedAt } };
}

async function readWorkflow(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<RunAnswer | null>> {
  const found = await findWorkflow(call, at, run);
  if (!found.ok || found.value === null) return found as ApiAnswer<null>;
  const { id, run_attempt: attempt, conclusion, ...workflow } = found.value;
  const status = statusOfCheck({ conclusion, status: workflow.status });
  const [startedAt, finishedAt] = [findTime(workflow.run_started_at), findEnd(status, workflow.updated_at)];
  const url = workflow.html_url ?? null;
  return { ok: true, value: { status, attempt: attempt ?? null, externalId: `${id}`, url, startedAt, finishedAt } };
}

async function readCommitStatus(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<RunAnswer | null>> {
  const path = `${at}/commits/${run.sha}/status?per_page=100`;
  const found = await call({ path, schema: statusSchema, absent: { statuses: [] } });
  if (!found.ok) return found;
  const told = found.value.statuses.find((each) => each.context === run.context);
  if (!told) return { ok: true, value: null };
  const status = findStatus(githubStatusWords, told.state) ?? "unknown";
  const times = { startedAt: findTime(told.created_at), finishedAt: findEnd(status, told.updated_at) };
  // A status has no run of its own: it speaks of the attempt that is known.
  return {
    ok: true,
    value: { status, attempt: run.attempt, externalId: null, url: told.target_url ?? null, ...times },
  };
}

/** Actions run their failed jobs again; another app is asked to look again. */
async function rerun(call: CallApi, at: string, run: AskedRun): Promise<ApiAnswer<null>> {
  const workflow = await findWorkflow(call, at, run);
  if (!workflow.ok) return workflow;
  const check = workflow.value === null ? await findCheckRun(call, at, run) : null;
  if (check && !check.ok) return check;
  const ofCheck = /\/actions\/runs\/(\d+)/.exec(check?.value?.details_url ?? check?.value?.html_url ?? "")?.[1];
  const workflowId = workflow.value?.id ?? ofCheck;
  if (workflowId) return call({ method: "POST", path: `${at}/actions/runs/${workflowId}/rerun-failed-jobs` });
  if (check?.value) return call({ method: "POST", path: `${at}/check-runs/${check.value.id}/rerequest` });
  return { ok: false, reason: "It has no run there that can be repeated." };
}
