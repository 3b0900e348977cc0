import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import { isMadeByAny, isRecent, signHmac } from "./authenticity";
import { digestBody, findKey } from "./delivery-key";
import { findStatus } from "./find-status";
import type { Fact } from "./interpretation";
import { isOtherRepository } from "./is-other-repository";
import { parseJsonBody } from "./parse-json-body";
import { listedCommitSchema, readPush } from "./read-push";
import { findSha, readSha } from "./read-sha";
import { idSchema, readShape } from "./read-shape";
import { findTime } from "./read-time";
import { runOfTag } from "./run-of-tag";
import type { HookRequest, Sender, TrackedProject } from "./sender";

const anySchema = z.object({
  object_kind: z.string().nullish(),
  event_name: z.string().nullish(),
  project: z.object({ path_with_namespace: z.string().nullish(), web_url: z.string().nullish() }).nullish(),
});

const pushSchema = z.object({
  ref: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  commits: z.array(listedCommitSchema).nullish(),
  total_commits_count: z.number().nullish(),
});

const pipelineSchema = z.object({
  object_attributes: z.object({
    id: idSchema.nullish(),
    sha: z.string(),
    tag: z.boolean().nullish(),
    source: z.string().nullish(),
    status: z.string(),
    created_at: z.string().nullish(),
    finished_at: z.string().nullish(),
    url: z.string().nullish(),
  }),
});

const mergeRequestSchema = z.object({
  object_attributes: z.object({
    iid: z.number().int(),
    state: z.string(),
    target_branch: z.string(),
    source_project_id: z.number().nullish(),
    target_project_id: z.number().nullish(),
    merge_commit_sha: z.string().nullish(),
    last_commit: z.object({ id: z.string() }).nullish(),
  }),
});

/** A word that is not here, `skipped` among them, gives no verdict. */
export const gitlabWords: Record<string, TestRunStatus> = {
  success: "passed",
  failed: "failed",
  canceled: "cancelled",
  running: "running",
  created: "pending",
  waiting_for_resource: "pending",
  preparing: "pending",
  pending: "pending",
  manual: "pending",
  scheduled: "pending",
  canceling: "pending",
};

type Reader = (payload: unknown, project: TrackedProject) => Fact;

const readers: Record<string, Reader> = {
  push(payload, project) {
    const push = readShape(pushSchema, payload);
    const told = { ...push, forced: null, commits: push.commits ?? [], total: push.total_commits_count };
    return readPush(told, project);
  },
  tag_push: () => ({ fact: "ignored", reason: "tag" }),
  pipeline(payload) {
    const { object_attributes: run } = readShape(pipelineSchema, payload);
    // It comes after the pipeline that began it and has the same commit: alone, its verdict would hide the whole one's.
    if (run.source === "parent_pipeline") return { fact: "ignored", reason: "job-level-event" };
    return {
      fact: "test",
      sha: readSha(run.sha, "The pipeline's sha"),
      context: "gitlab/pipeline",
      attempt: null,
      url: keepLink(run.url),
      ...(run.tag
        ? runOfTag
        : {
            status: findStatus(gitlabWords, run.status) ?? "unknown",
            externalId: run.id ?? null,
            startedAt: findTime(run.created_at),
            finishedAt: findTime(run.finished_at),
          }),
    };
  },
  merge_request(payload) {
    const { object_attributes: change } = readShape(mergeRequestSchema, payload);
    return {
      fact: "change",
      number: change.iid,
      headSha: change.last_commit ? readSha(change.last_commit.id, "The change's head") : null,
      fromFork: change.source_project_id == null || change.source_project_id !== change.target_project_id,
      baseBranch: storableText(change.target_branch),
      state: change.state === "merged" ? "merged" : change.state === "opened" ? "open" : "closed",
      landedSha: findSha(change.merge_commit_sha),
    };
  },
  build: () => ({ fact: "ignored", reason: "job-level-event" }),
};

export const gitlab: Sender = {
  isAuthentic(request, secrets, now) {
    if (request.headers["webhook-signature"] !== undefined) return isSigned(request, secrets, now);
    const token = request.headers["x-gitlab-token"];
    return token !== undefined && isMadeByAny(token, secrets, (secret) => secret);
  },
  readDeliveryKey: ({ headers, body }) =>
    findKey(headers["webhook-id"]) ??
    findKey(headers["idempotency-key"]) ??
    findKey(headers["x-gitlab-event-uuid"]) ??
    digestBody(body),
  readEvent: ({ headers }) => headers["x-gitlab-event"] ?? null,
  interpret({ body }, project) {
    const payload = parseJsonBody(body);
    const told = readShape(anySchema, payload);
    const from = { address: told.project?.web_url, name: told.project?.path_with_namespace };
    if (isOtherRepository(project, from)) return [{ fact: "ignored", reason: "other-repository" }];
    // Hooks of the whole server carry no object_kind.
    const kind = told.object_kind ?? told.event_name ?? "";
    const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
    return [read ? read(payload, project) : { fact: "ignored", reason: "event-not-used" }];
  },
  keptHeaders: [
    "content-type",
    "user-agent",
    "x-gitlab-event",
    "x-gitlab-event-uuid",
    "x-gitlab-instance",
    "webhook-id",
  ],
  describeSetup: ({ url, secret }) => [
    { where: "Project → Settings → Webhooks → Add new webhook → URL", text: url },
    { where: "Secret token", text: secret },
    { where: "Trigger", text: "Push events, Merge request events, Pipeline events" },
  ],
};

/** The Standard Webhooks layout: `v1,<base64>`, several with spaces between, over id, time and body. */
function isSigned({ headers, body }: HookRequest, secrets: readonly string[], now: number): boolean {
  const { "webhook-id": id = "", "webhook-timestamp": time = "", "webhook-signature": given = "" } = headers;
  if (!isRecent(time, now)) return false;
  const message = Buffer.concat([Buffer.from(`${id}.${time}.`), body]);
  return given
    .split(" ")
    .filter((each) => each.startsWith("v1,"))
    .map((each) => isMadeByAny(each.slice(3), secrets, (secret) => signHmac(signingKey(secret), message, "base64")))
    .includes(true);
}

/** A signing token is base64 after its prefix. */
function signingKey(secret: string): Buffer {
  return secret.startsWith("whsec_") ? Buffer.from(secret.slice(6), "base64") : Buffer.from(secret);
}
