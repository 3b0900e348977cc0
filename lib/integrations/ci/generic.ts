import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import { hasToken } from "./authenticity";
import { digestBody, digestKey } from "./delivery-key";
import { parseJsonBody, tryParseJson } from "./parse-json-body";
import { readSha } from "./read-sha";
import { readShape } from "./read-shape";
import { findTime } from "./read-time";
import type { Sender } from "./sender";

const time = z.iso.datetime({ offset: true });

const reportSchema = z.object({
  sha: z.string(),
  context: z.string().trim().min(1).max(200),
  status: z.enum(["queued", "pending", "running", "passed", "failed", "errored", "cancelled"]),
  url: z.string().max(2000).nullish(),
  attempt: z.number().int().min(1).max(1_000_000).nullish(),
  externalId: z.string().max(200).nullish(),
  startedAt: time.nullish(),
  finishedAt: time.nullish(),
});

/** Whatever can send a report of our own shape. */
export const generic: Sender = {
  isAuthentic: ({ headers }, secrets) => hasToken(headers, secrets),
  readDeliveryKey({ body }) {
    const told = reportSchema.safeParse(tryParseJson(body));
    if (!told.success) return digestBody(body);
    const { sha, context, attempt, externalId, status } = told.data;
    return digestKey([sha.toLowerCase(), context, attempt ?? externalId ?? 1, status]);
  },
  readEvent: () => "report",
  interpret({ body }) {
    const report = readShape(reportSchema, parseJsonBody(body));
    return [
      {
        fact: "test",
        sha: readSha(report.sha, "The sha"),
        context: storableText(report.context),
        status: report.status,
        attempt: report.attempt ?? null,
        externalId: report.externalId ? storableText(report.externalId) : null,
        url: keepLink(report.url),
        startedAt: findTime(report.startedAt),
        finishedAt: findTime(report.finishedAt),
      },
    ];
  },
  keptHeaders: ["content-type", "user-agent"],
  describeSetup: ({ url, secret }) => [
    { where: "A secret variable SAURON_TOKEN of the CI", text: secret },
    {
      where: "At the end of each test run; status is passed, failed, errored or cancelled",
      text: `curl --fail-with-body --max-time 20 -H "Authorization: Bearer $SAURON_TOKEN" -H "Content-Type: application/json" \\
  -d '{"sha": "'"$SHA"'", "context": "unit", "status": "passed", "url": "'"$BUILD_URL"'"}' ${url}`,
    },
  ],
};
