import { z } from "zod";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { isSignedHex } from "./authenticity";
import { digestBody, findKey } from "./delivery-key";
import { findStatus } from "./find-status";
import type { Fact } from "./interpretation";
import { isOtherRepository } from "./is-other-repository";
import { parseJsonBody } from "./parse-json-body";
import { readCommitStatus } from "./read-commit-status";
import { readPullRequest } from "./read-pull-request";
import { listedCommitSchema, placeOfRef, readPush } from "./read-push";
import { readShape } from "./read-shape";
import type { HookRequest, Sender, TrackedProject } from "./sender";

const anySchema = z.object({
  repository: z.object({ full_name: z.string().nullish(), html_url: z.string().nullish() }).nullish(),
});

const pushSchema = z.object({
  ref: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  commits: z.array(listedCommitSchema).nullish(),
  total_commits: z.number().nullish(),
});

const deleteSchema = z.object({ ref: z.string(), ref_type: z.string() });

/** A word that is not here gives no verdict. */
export const giteaWords: Record<string, TestRunStatus> = {
  success: "passed",
  warning: "passed",
  failure: "failed",
  error: "errored",
  pending: "pending",
};

type Reader = (payload: unknown, project: TrackedProject) => Fact;

const readers: Record<string, Reader> = {
  push(payload, project) {
    const push = readShape(pushSchema, payload);
    const told = { ...push, forced: null, commits: push.commits ?? [], total: push.total_commits };
    return readPush(told, project);
  },
  delete(payload, project) {
    const gone = readShape(deleteSchema, payload);
    if (gone.ref_type !== "branch") return { fact: "ignored", reason: "event-not-used" };
    const place = placeOfRef(gone.ref, project);
    return place === "trunk" ? { fact: "branch-deleted", branch: project.trunk } : { fact: "ignored", reason: place };
  },
  status: (payload) => readCommitStatus(payload, (word) => findStatus(giteaWords, word) ?? "unknown"),
  pull_request: readPullRequest,
};

/** Gitea and Forgejo speak alike; each signs with a header of its own, and calls itself by its forebears' names too. */
function speakLikeGitea(own: "gitea" | "forgejo"): Sender {
  const readEvent = ({ headers }: HookRequest) => headers[`x-${own}-event`] ?? headers["x-gitea-event"] ?? null;
  return {
    // A bad signature of its own is not rescued by a good one in a forebear's name.
    isAuthentic: ({ headers, body }, secrets) => isSignedHex(headers[`x-${own}-signature`], body, secrets),
    readDeliveryKey: ({ headers, body }) =>
      findKey(headers[`x-${own}-delivery`]) ?? findKey(headers["x-gitea-delivery"]) ?? digestBody(body),
    readEvent,
    interpret(request, project) {
      const payload = parseJsonBody(request.body);
      const { repository } = readShape(anySchema, payload);
      if (isOtherRepository(project, { address: repository?.html_url, name: repository?.full_name })) {
        return [{ fact: "ignored", reason: "other-repository" }];
      }
      const event = readEvent(request) ?? "";
      const read = Object.hasOwn(readers, event) ? readers[event] : undefined;
      return [read ? read(payload, project) : { fact: "ignored", reason: "event-not-used" }];
    },
    keptHeaders: [
      "content-type",
      "user-agent",
      `x-${own}-event`,
      `x-${own}-delivery`,
      "x-gitea-event",
      "x-gitea-delivery",
    ],
    describeSetup: ({ url, secret }) => [
      {
        where: `Repository → Settings → Webhooks → Add webhook → ${own === "gitea" ? "Gitea" : "Forgejo"} → Target URL`,
        text: url,
      },
      { where: "HTTP method and content type", text: "POST, application/json" },
      { where: "Secret", text: secret },
      { where: "Trigger on: custom events", text: "Push, Delete, Pull request, Status" },
    ],
  };
}

export const gitea = speakLikeGitea("gitea");
export const forgejo = speakLikeGitea("forgejo");
