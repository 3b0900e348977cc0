import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import { SauronError } from "@/lib/errors";
import { isSignedHex } from "./authenticity";
import { digestBody, findKey } from "./delivery-key";
import { findStatus } from "./find-status";
import type { Fact } from "./interpretation";
import { isOtherRepository } from "./is-other-repository";
import { decodeText, parseJsonBody, parseJsonText } from "./parse-json-body";
import { readCommitStatus } from "./read-commit-status";
import { readPullRequest } from "./read-pull-request";
import { listedCommitSchema, readPush } from "./read-push";
import { readSha } from "./read-sha";
import { idSchema, readShape } from "./read-shape";
import { findTime } from "./read-time";
import type { HookRequest, Sender, TrackedProject } from "./sender";

const repositorySchema = z.object({
  repository: z.object({ full_name: z.string().nullish(), html_url: z.string().nullish() }).nullish(),
});

const pushSchema = z.object({
  ref: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  forced: z.boolean().nullish(),
  commits: z.array(listedCommitSchema).nullish(),
});

const runOfCheck = {
  head_sha: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  started_at: z.string().nullish(),
  completed_at: z.string().nullish(),
};

const checkRunSchema = z.object({
  action: z.string().nullish(),
  check_run: z.object({
    ...runOfCheck,
    id: idSchema.nullish(),
    name: z.string(),
    html_url: z.string().nullish(),
    details_url: z.string().nullish(),
  }),
});

const workflowRunSchema = z.object({
  workflow: z.object({ name: z.string().nullish() }).nullish(),
  workflow_run: z.object({
    head_sha: z.string(),
    status: z.string().nullish(),
    conclusion: z.string().nullish(),
    id: idSchema.nullish(),
    name: z.string().nullish(),
    run_attempt: z.number().int().positive().nullish(),
    html_url: z.string().nullish(),
    run_started_at: z.string().nullish(),
    updated_at: z.string().nullish(),
  }),
});

/** Commit statuses: four words. */
export const githubStatusWords: Record<string, TestRunStatus> = {
  success: "passed",
  failure: "failed",
  error: "errored",
  pending: "pending",
};

/** What a finished check concludes. A word that is not here gives no verdict. */
const conclusionWords: Record<string, TestRunStatus> = {
  success: "passed",
  neutral: "passed",
  failure: "failed",
  timed_out: "errored",
  startup_failure: "errored",
  cancelled: "cancelled",
  stale: "cancelled",
  action_required: "pending",
};

/** Where a check that has not finished stands. */
const progressWords: Record<string, TestRunStatus> = {
  queued: "pending",
  requested: "pending",
  waiting: "pending",
  pending: "pending",
  in_progress: "running",
};

/** What a check or workflow says, finished or not. */
export function statusOfCheck(run: {
  status?: string | null | undefined;
  conclusion?: string | null | undefined;
}): TestRunStatus {
  if (run.conclusion) return findStatus(conclusionWords, run.conclusion) ?? "unknown";
  return findStatus(progressWords, run.status ?? "") ?? "unknown";
}

function readStatusWord(word: string): TestRunStatus {
  const status = findStatus(githubStatusWords, word);
  if (!status) throw new SauronError("bad-request", `"${word}" is no state of a commit status.`);
  return status;
}

type Reader = (payload: unknown, project: TrackedProject, deliveryKey: string) => Fact;

const readers: Record<string, Reader> = {
  ping: () => ({ fact: "ping" }),
  push(payload, project) {
    const push = readShape(pushSchema, payload);
    return readPush({ ...push, forced: push.forced ?? null, commits: push.commits ?? [] }, project);
  },
  status: (payload) => readCommitStatus(payload, readStatusWord),
  check_run(payload, _project, deliveryKey) {
    const { action, check_run: run } = readShape(checkRunSchema, payload);
    // Asked to run again: what it concluded before no longer counts, the next attempt has not begun.
    const isAskedAgain = action === "rerequested";
    return {
      fact: "test",
      sha: readSha(run.head_sha, "The check's sha"),
      context: storableText(run.name),
      status: isAskedAgain ? "pending" : statusOfCheck(run),
      attempt: null,
      // The new attempt has no name yet; the request for it has one.
      externalId: isAskedAgain ? deliveryKey : (run.id ?? null),
      url: keepLink(run.details_url) ?? keepLink(run.html_url),
      startedAt: isAskedAgain ? null : findTime(run.started_at),
      finishedAt: isAskedAgain ? null : findTime(run.completed_at),
    };
  },
  workflow_run(payload) {
    const { workflow, workflow_run: run } = readShape(workflowRunSchema, payload);
    const status = statusOfCheck(run);
    return {
      fact: "test",
      sha: readSha(run.head_sha, "The workflow's sha"),
      context: storableText(run.name || workflow?.name || "workflow"),
      status,
      attempt: run.run_attempt ?? 1,
      externalId: run.id ?? null,
      url: keepLink(run.html_url),
      startedAt: findTime(run.run_started_at),
      finishedAt: run.conclusion ? findTime(run.updated_at) : null,
    };
  },
  pull_request: readPullRequest,
  // Suites sum up the check runs that are told of themselves, and jobs are parts of a workflow run.
  check_suite: () => ({ fact: "ignored", reason: "event-not-used" }),
  workflow_job: () => ({ fact: "ignored", reason: "job-level-event" }),
};

export const github: Sender = {
  isAuthentic: ({ headers, body }, secrets) => isSignedHex(headers["x-hub-signature-256"], body, secrets, "sha256="),
  readDeliveryKey: ({ headers, body }) => findKey(headers["x-github-delivery"]) ?? digestBody(body),
  readEvent: ({ headers }) => headers["x-github-event"] ?? null,
  interpret(request, project) {
    const payload = readPayload(request);
    const event = request.headers["x-github-event"] ?? "";
    const { repository } = readShape(repositorySchema, payload);
    if (isOtherRepository(project, { address: repository?.html_url, name: repository?.full_name })) {
      return [{ fact: "ignored", reason: "other-repository" }];
    }
    const read = Object.hasOwn(readers, event) ? readers[event] : undefined;
    return [
      read ? read(payload, project, github.readDeliveryKey(request)) : { fact: "ignored", reason: "event-not-used" },
    ];
  },
  keptHeaders: ["content-type", "user-agent", "x-github-event", "x-github-delivery", "x-github-hook-id"],
  describeSetup: ({ url, secret }) => [
    { where: "Repository → Settings → Webhooks → Add webhook → Payload URL", text: url },
    { where: "Content type", text: "application/json" },
    { where: "Secret", text: secret },
    {
      where: "Which events: let me select individual events",
      text: "Pushes, Statuses, Check runs, Workflow runs, Pull requests",
    },
  ],
};

/** GitHub sends JSON as it is, or as the field `payload` of a form. */
function readPayload({ headers, body }: HookRequest): unknown {
  if (!headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return parseJsonBody(body);
  const payload = new URLSearchParams(decodeText(body)).get("payload");
  if (payload === null) throw new SauronError("bad-request", "The form has no field payload.");
  return parseJsonText(payload);
}
