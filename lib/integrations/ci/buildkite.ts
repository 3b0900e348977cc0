import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import { isMadeByAny, isRecent, isSignedHex } from "./authenticity";
import { digestBody, digestKey } from "./delivery-key";
import { findStatus } from "./find-status";
import type { Fact } from "./interpretation";
import { parseJsonBody, tryParseJson } from "./parse-json-body";
import { findSha } from "./read-sha";
import { readShape } from "./read-shape";
import { findTime } from "./read-time";
import type { HookRequest, Sender } from "./sender";

const anySchema = z.object({ event: z.string().nullish() });

const buildSchema = z.object({
  event: z.string(),
  build: z.object({
    id: z.string(),
    number: z.number().int().positive(),
    state: z.string(),
    blocked: z.boolean().nullish(),
    commit: z.string(),
    web_url: z.string().nullish(),
    started_at: z.string().nullish(),
    finished_at: z.string().nullish(),
  }),
  pipeline: z.object({ slug: z.string() }),
});

/** Comes before the slug of the pipeline in a context. */
export const buildkitePrefix = "buildkite/";

/** A word that is not here, `skipped` and `not_run` among them, gives no verdict. `failing` may still be retried. */
const stateWords: Record<string, TestRunStatus> = {
  passed: "passed",
  failed: "failed",
  canceled: "cancelled",
  canceling: "pending",
  scheduled: "pending",
  creating: "pending",
  blocked: "pending",
  failing: "pending",
  waiting: "pending",
  waiting_failed: "pending",
  running: "running",
};

/** How a build stands; what waits at a block step calls itself passed. */
export function statusOfBuild({
  state,
  blocked,
}: {
  state: string;
  blocked?: boolean | null | undefined;
}): TestRunStatus {
  return blocked ? "pending" : (findStatus(stateWords, state) ?? "unknown");
}

export const buildkite: Sender = {
  isAuthentic(request, secrets, now) {
    const { "x-buildkite-signature": signature, "x-buildkite-token": token } = request.headers;
    if (signature !== undefined) return isSigned(signature, request, secrets, now);
    return token !== undefined && isMadeByAny(token, secrets, (secret) => secret);
  },
  readDeliveryKey(request) {
    const told = buildSchema.safeParse(tryParseJson(request.body));
    if (!told.success) return digestBody(request.body);
    const { event, build } = told.data;
    // A job that is repeated ends the same build once more.
    return digestKey([build.id, event, build.state, build.blocked ?? false, build.finished_at ?? null]);
  },
  readEvent: ({ headers }) => headers["x-buildkite-event"] ?? null,
  interpret({ body }) {
    const payload = parseJsonBody(body);
    const { event } = readShape(anySchema, payload);
    if (event === "ping") return [{ fact: "ping" }];
    if (event?.startsWith("job.")) return [{ fact: "ignored", reason: "job-level-event" }];
    if (!event?.startsWith("build.")) return [{ fact: "ignored", reason: "event-not-used" }];
    return [readBuild(payload)];
  },
  keptHeaders: ["content-type", "user-agent", "x-buildkite-event", "x-buildkite-request"],
  describeSetup: ({ url, secret }) => [
    { where: "Organization settings → Notification services → Add → Webhook → Webhook URL", text: url },
    { where: "Token (choose: send an HMAC signature in the X-Buildkite-Signature header)", text: secret },
    { where: "Events", text: "build.scheduled, build.running, build.failing, build.finished" },
  ],
};

function isSigned(signature: string, { body }: HookRequest, secrets: readonly string[], now: number): boolean {
  const parts = new Map(signature.split(",").map((part) => part.trim().split("=", 2) as [string, string]));
  const timestamp = parts.get("timestamp");
  if (!isRecent(timestamp, now)) return false;
  return isSignedHex(parts.get("signature"), Buffer.concat([Buffer.from(`${timestamp}.`), body]), secrets);
}

function readBuild(payload: unknown): Fact {
  const { build, pipeline } = readShape(buildSchema, payload);
  // A build asked for by branch has no commit yet: it says HEAD.
  const sha = findSha(build.commit);
  if (sha === null) return { fact: "ignored", reason: "no-sha" };
  return {
    fact: "test",
    sha,
    context: storableText(`${buildkitePrefix}${pipeline.slug}`),
    status: statusOfBuild(build),
    attempt: build.number,
    externalId: String(build.number),
    url: keepLink(build.web_url),
    startedAt: findTime(build.started_at),
    finishedAt: build.blocked ? null : findTime(build.finished_at),
  };
}
