import { z } from "zod";
import { buildTargetContext } from "@/lib/domain/test-run/build-targets";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { hasToken, isSignedHex } from "./authenticity";
import { digestBody, digestKey } from "./delivery-key";
import { findStatus } from "./find-status";
import type { Fact } from "./interpretation";
import { decodeText, parseJsonBody, tryParseJson } from "./parse-json-body";
import { readSha } from "./read-sha";
import { readShape } from "./read-shape";
import type { Sender } from "./sender";

const targetSchema = z.string().regex(/^PHID-HMBT-[\w-]{1,60}$/, "write the PHID of a build target");

/**
 * A build target and its commit; later messages name the target only. Without a type it asks for the tests that Sauron
 * runs, and waits for them.
 */
const requestSchema = z.object({ buildTargetPHID: targetSchema, commit: z.string(), type: z.string().nullish() });

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
    const payload = parseForm(body) ?? parseJsonBody(body);
    const request = requestSchema.safeParse(payload);
    if (request.success) return [readRequest(request.data)];
    const message = messageSchema.safeParse(payload);
    if (message.success) return [readMessage(message.data)];
    return [{ fact: "lookup", object: readShape(webhookSchema, payload).object.phid }];
  },
  keptHeaders: ["content-type", "user-agent"],
  describeSetup: ({ url, secret }) => [
    {
      where: "Passphrase → Create credential → Password, any user name",
      text: secret,
    },
    {
      where:
        "If Sauron runs the tests: Harbormaster build plan → Add build step → Make HTTP request, method POST, that credential, when complete: wait for message. The source needs an API for the answer",
      text: `${url}?buildTargetPHID=\${target.phid}&commit=\${buildable.commit}`,
    },
    {
      where: "If a build machine runs them: environment variable SAURON_TOKEN of that machine",
      text: secret,
    },
    {
      where: "Its build plan → Add build step → Run a script on it, before the tests",
      text: curlMessage(url, `"buildTargetPHID": "\${target.phid}", "commit": "\${buildable.commit}", "type": "work"`),
    },
    {
      where: "After the tests; type is pass, fail or abort",
      text: curlMessage(url, `"buildTargetPHID": "\${target.phid}", "type": "pass"`),
    },
    {
      where:
        "So that Sauron hears of commits, revisions and all builds: Herald → Webhooks → Create webhook → URI. The source needs an API to ask there what happened",
      text: url.replace("://", `://sauron:${secret}@`),
    },
  ],
};

/** What Harbormaster's own request step says: it sends no body, so that this is the query of the address. */
function parseForm(body: Uint8Array): Record<string, string> | null {
  const text = decodeText(body);
  return text.startsWith("buildTargetPHID=") ? Object.fromEntries(new URLSearchParams(text)) : null;
}

function curlMessage(url: string, fields: string): string {
  return `curl --fail-with-body --max-time 20 -H "Authorization: Bearer $SAURON_TOKEN" -H "Content-Type: application/json" \\
  -d '{${fields}}' ${url}`;
}

function readRequest({ buildTargetPHID, commit, type }: z.infer<typeof requestSchema>): Fact {
  const status = type ? (findStatus(messageWords, type) ?? "unknown") : "pending";
  return describeBuild(readSha(commit, "The commit"), buildTargetPHID, status);
}

function readMessage({ buildTargetPHID, type }: z.infer<typeof messageSchema>): Fact {
  return describeBuild(null, buildTargetPHID, findStatus(messageWords, type) ?? "unknown");
}

function describeBuild(sha: string | null, externalId: string, status: TestRunStatus): Fact {
  const unknown = { attempt: null, url: null, startedAt: null, finishedAt: null };
  return { fact: "test", sha, context: buildTargetContext, status, externalId, ...unknown };
}
