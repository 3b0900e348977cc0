import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import { isSignedHex } from "./authenticity";
import { digestBody, digestKey } from "./delivery-key";
import { findStatus } from "./find-status";
import type { Fact } from "./interpretation";
import { parseJsonBody, tryParseJson } from "./parse-json-body";
import { findSha } from "./read-sha";
import { readShape } from "./read-shape";
import { findTime } from "./read-time";
import { runOfTag } from "./run-of-tag";
import type { Sender } from "./sender";

const anySchema = z.object({
  type: z.string(),
  id: z.string().nullish(),
  workflow: z.object({ status: z.string().nullish() }).nullish(),
});

/** A commit is named in `vcs`, or in the parameters of the trigger for repositories that are connected through an app. */
const workflowSchema = z.object({
  workflow: z.object({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    url: z.string().nullish(),
    created_at: z.string().nullish(),
    stopped_at: z.string().nullish(),
  }),
  pipeline: z
    .object({
      vcs: z.object({ revision: z.string().nullish(), tag: z.string().nullish() }).nullish(),
      trigger_parameters: z
        .object({
          git: z.object({ checkout_sha: z.string().nullish(), tag: z.string().nullish() }).nullish(),
          gitlab: z.object({ checkout_sha: z.string().nullish(), tag: z.string().nullish() }).nullish(),
          github_app: z.object({ checkout_sha: z.string().nullish(), tag: z.string().nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

/** A word that is not here, `not_run` among them, gives no verdict. Deliveries only tell how a workflow ended. */
export const circleciWords: Record<string, TestRunStatus> = {
  success: "passed",
  failed: "failed",
  error: "errored",
  unauthorized: "errored",
  canceled: "cancelled",
  running: "running",
  failing: "running",
  on_hold: "pending",
};

export const circleci: Sender = {
  isAuthentic: ({ headers, body }, secrets) =>
    (headers["circleci-signature"] ?? "")
      .split(",")
      .map((each) => isSignedHex(each.trim(), body, secrets, "v1="))
      .includes(true),
  readDeliveryKey({ body }) {
    const told = anySchema.safeParse(tryParseJson(body));
    if (!told.success || !told.data.id) return digestBody(body);
    return digestKey([told.data.id, told.data.workflow?.status ?? null]);
  },
  readEvent: ({ headers }) => headers["circleci-event-type"] ?? null,
  interpret({ body }) {
    const payload = parseJsonBody(body);
    const { type } = readShape(anySchema, payload);
    if (type === "ping") return [{ fact: "ping" }];
    if (type === "job-completed") return [{ fact: "ignored", reason: "job-level-event" }];
    if (type !== "workflow-completed") return [{ fact: "ignored", reason: "event-not-used" }];
    return [readWorkflow(payload)];
  },
  keptHeaders: ["content-type", "user-agent", "circleci-event-type"],
  describeSetup: ({ url, secret }) => [
    { where: "Project settings → Webhooks → Add webhook → Receiver URL", text: url },
    { where: "Secret token", text: secret },
    { where: "Events", text: "Workflow Completed" },
  ],
};

function readWorkflow(payload: unknown): Fact {
  const { workflow, pipeline } = readShape(workflowSchema, payload);
  const { git, gitlab, github_app: app } = pipeline?.trigger_parameters ?? {};
  const sha = findSha(pipeline?.vcs?.revision ?? git?.checkout_sha ?? gitlab?.checkout_sha ?? app?.checkout_sha);
  if (sha === null) return { fact: "ignored", reason: "no-sha" };
  const tag = pipeline?.vcs?.tag || git?.tag || gitlab?.tag || app?.tag;
  return {
    fact: "test",
    sha,
    context: storableText(`circleci/${workflow.name}`),
    attempt: null,
    url: keepLink(workflow.url),
    ...(tag
      ? runOfTag
      : {
          status: findStatus(circleciWords, workflow.status) ?? "unknown",
          externalId: storableText(workflow.id),
          startedAt: findTime(workflow.created_at),
          finishedAt: findTime(workflow.stopped_at),
        }),
  };
}
