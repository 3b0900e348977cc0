import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import { hasToken } from "./authenticity";
import { digestBody, digestKey } from "./delivery-key";
import type { Fact } from "./interpretation";
import { parseJsonBody, tryParseJson } from "./parse-json-body";
import { readPush } from "./read-push";
import { findSha, readSha } from "./read-sha";
import { readShape } from "./read-shape";
import { findTime } from "./read-time";
import type { Sender, TrackedProject } from "./sender";

/** Older servers write numbers as text. */
const numberSchema = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number);

const anySchema = z.object({ type: z.string(), eventCreatedOn: z.number().nullish() });

const refUpdatedSchema = z.object({
  refUpdate: z.object({ oldRev: z.string(), newRev: z.string(), refName: z.string() }),
});

const changeSchema = z.object({
  change: z.object({
    number: numberSchema,
    branch: z.string().nullish(),
    url: z.string().nullish(),
    status: z.string().nullish(),
  }),
  patchSet: z.object({ number: numberSchema, revision: z.string() }),
  newRev: z.string().nullish(),
});

const votesSchema = changeSchema.extend({
  approvals: z.array(z.object({ type: z.string(), value: numberSchema })).nullish(),
  eventCreatedOn: z.number().nullish(),
});

/** The label with which test systems vote, by Gerrit's own convention. */
const testLabel = "Verified";

function statusOfVote(value: number): TestRunStatus {
  if (value > 0) return "passed";
  return value < 0 ? "failed" : "unknown";
}

type Reader = (payload: unknown, project: TrackedProject) => Fact;

const readers: Record<string, Reader> = {
  // Gerrit lists no commits: git is always asked.
  "ref-updated"(payload, project) {
    const { refUpdate } = readShape(refUpdatedSchema, payload);
    const { refName: ref, oldRev: before, newRev: after } = refUpdate;
    return readPush({ ref, before, after, forced: null, commits: [] }, project);
  },
  "patchset-created": (payload) => readChange(payload),
  "change-merged": (payload) => readChange(payload),
  "change-abandoned": (payload) => readChange(payload),
  "change-restored": (payload) => readChange(payload),
  "comment-added"(payload) {
    const { approvals, patchSet, change, eventCreatedOn } = readShape(votesSchema, payload);
    const vote = approvals?.find((approval) => approval.type === testLabel);
    if (!vote) return { fact: "ignored", reason: "not-a-test-label" };
    const status = statusOfVote(vote.value);
    return {
      fact: "test",
      sha: readSha(patchSet.revision, "The patch set's revision"),
      context: `gerrit/${testLabel}`,
      status,
      attempt: null,
      externalId: null,
      url: keepLink(change.url),
      startedAt: null,
      finishedAt: eventCreatedOn ? findTime(eventCreatedOn * 1000) : null,
    };
  },
};

/**
 * What the plugin and the stream of events tell alike: depending on its version, Gerrit writes the names of project and
 * change as text in one and as an object in the other. Both stand in the change as well.
 */
function leaveOutNames(payload: object): object {
  const { project: _, changeKey: __, ...alike } = payload as Record<string, unknown>;
  return alike;
}

export const gerrit: Sender = {
  isAuthentic: ({ headers }, secrets) => hasToken(headers, secrets),
  readDeliveryKey({ body }) {
    const payload = tryParseJson(body);
    const told = anySchema.safeParse(payload);
    const update = refUpdatedSchema.safeParse(payload);
    if (told.success && update.success) {
      const { refName, newRev, oldRev } = update.data.refUpdate;
      return digestKey([told.data.type, refName, oldRev, newRev]);
    }
    return told.success ? digestKey([leaveOutNames(payload as object)]) : digestBody(body);
  },
  readEvent({ body }) {
    const told = anySchema.safeParse(tryParseJson(body));
    return told.success ? storableText(told.data.type).slice(0, 100) : null;
  },
  interpret({ body }, project) {
    const payload = parseJsonBody(body);
    const { type } = readShape(anySchema, payload);
    const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
    return [read ? read(payload, project) : { fact: "ignored", reason: "event-not-used" }];
  },
  keptHeaders: ["content-type", "user-agent"],
  describeSetup: ({ url, secret }) => [
    {
      where: "webhooks.config on refs/meta/config of the project (plugin webhooks)",
      text: `[remote "sauron"]
  url = ${url.replace("://", `://sauron:${secret}@`)}
  event = ref-updated
  event = patchset-created
  event = change-merged
  event = change-abandoned
  event = change-restored
  event = comment-added
  maxTries = 10
  sslVerify = true`,
    },
    {
      where:
        "Instead of the plugin, or beside it: a worker listens over SSH, as a user of Gerrit with the capability Stream Events",
      text: "npx sauron source stream NAME --host gerrit.example.org --user sauron --key ~/.ssh/gerrit_ed25519 --host-key SHA256:…",
    },
  ],
};

function readChange(payload: unknown): Fact {
  const { change, patchSet, newRev } = readShape(changeSchema, payload);
  const state = change.status === "MERGED" ? "merged" : change.status === "ABANDONED" ? "closed" : "open";
  return {
    fact: "change",
    number: change.number,
    headSha: readSha(patchSet.revision, "The patch set's revision"),
    // Anybody who may upload can make a change, as with a fork elsewhere.
    fromFork: true,
    baseBranch: change.branch ? storableText(change.branch) : null,
    state,
    landedSha: findSha(newRev),
  };
}
