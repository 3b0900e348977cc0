import { z } from "zod";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { hasToken, isSignedHex } from "./authenticity";
import { digestBody, digestKey } from "./delivery-key";
import { findStatus } from "./find-status";
import type { Fact } from "./interpretation";
import { parseJsonBody, tryParseJson } from "./parse-json-body";
import { readSha } from "./read-sha";
import { readShape } from "./read-shape";
import type { Sender } from "./sender";

const targetSchema = z.string().regex(/^PHID-HMBT-[\w-]{1,60}$/, "write the PHID of a build target");

/** Harbormaster asks for a build: it tells target and commit apart, later messages name the target only. */
const requestSchema = z.object({ buildTargetPHID: targetSchema, commit: z.string() });

const messageSchema = z.object({ buildTargetPHID: targetSchema, type: z.string() });

const webhookSchema = z.object({
  object: z.object({ phid: z.string().max(100) }),
  transactions: z.array(z.object({ phid: z.string() })).nullish(),
});

/** A word that is not here gives no verdict. */
const messageWords: Record<string, TestRunStatus> = {
  work: "running",
  pass: "passed",
  fail: "failed",
  abort: "cancelled",
};

export const phorge: Sender = {
  isAuthentic: ({ headers, body }, secrets) =>
    isSignedHex(headers["x-phabricator-webhook-signature"], body, secrets) || hasToken(headers, secrets),
  readDeliveryKey({ body }) {
    const told = webhookSchema.safeParse(tryParseJson(body));
    if (!told.success || !told.data.transactions?.length) return digestBody(body);
    return digestKey([told.data.object.phid, ...told.data.transactions.map((transaction) => transaction.phid)]);
  },
  readEvent: () => null,
  interpret({ body }) {
    const payload = parseJsonBody(body);
    const request = requestSchema.safeParse(payload);
    if (request.success) return [readRequest(request.data)];
    const message = messageSchema.safeParse(payload);
    if (message.success) return [readMessage(message.data)];
    return [{ fact: "lookup", object: readShape(webhookSchema, payload).object.phid }];
  },
  keptHeaders: ["content-type", "user-agent"],
  describeSetup: ({ url, secret }) => [
    { where: "Environment variable SAURON_TOKEN of the build machine", text: secret },
    {
      where: "Harbormaster build plan → Add build step → Run a script on the build machine, before the tests",
      text: `curl --fail-with-body --max-time 20 -H "Authorization: Bearer $SAURON_TOKEN" -H "Content-Type: application/json" \\
  -d '{"buildTargetPHID": "\${target.phid}", "commit": "\${buildable.commit}"}' ${url}`,
    },
    {
      where: "After the tests; type is pass, fail or abort",
      text: `curl --fail-with-body --max-time 20 -H "Authorization: Bearer $SAURON_TOKEN" -H "Content-Type: application/json" \\
  -d '{"buildTargetPHID": "\${target.phid}", "type": "pass"}' ${url}`,
    },
    {
      where: "Or Webhooks → Create webhook → Webhook URI (then its HMAC key has to be this source's secret)",
      text: url,
    },
  ],
};

function readRequest({ buildTargetPHID, commit }: z.infer<typeof requestSchema>): Fact {
  return describeBuild(readSha(commit, "The commit"), buildTargetPHID, "pending");
}

function readMessage({ buildTargetPHID, type }: z.infer<typeof messageSchema>): Fact {
  return describeBuild(null, buildTargetPHID, findStatus(messageWords, type) ?? "unknown");
}

function describeBuild(sha: string | null, target: string, status: TestRunStatus): Fact {
  const times = { startedAt: null, finishedAt: null };
  return { fact: "test", sha, context: "harbormaster", status, attempt: null, externalId: target, url: null, ...times };
}
