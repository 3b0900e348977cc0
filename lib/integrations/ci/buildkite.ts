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
  running: "running",
};

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
    return digestKey([build.id, event, build.state, build.blocked ?? false]);
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
    context: storableText(`buildkite/${pipeline.slug}`),
    // What waits at a block step calls itself passed.
    status: build.blocked ? "pending" : (findStatus(stateWords, build.state) ?? "unknown"),
    attempt: build.number,
    externalId: String(build.number),
    url: keepLink(build.web_url),
    startedAt: findTime(build.started_at),
    finishedAt: build.blocked ? null : findTime(build.finished_at),
  };
}
