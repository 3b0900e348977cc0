import { z } from "zod";
import { findStatus } from "../find-status";
import { jenkinsWords } from "../jenkins";
import { createApiCaller } from "./call-api";
import type { RunAnswer, SenderApi, SenderApiAccess } from "./sender-api";

const buildSchema = z.object({
  number: z.number().int(),
  building: z.boolean(),
  result: z.string().nullish(),
  url: z.string().nullish(),
  timestamp: z.number(),
  duration: z.number(),
});

/**
 * Jenkins. A run is a build of one job, and its attempt the build's number. It is not asked for another attempt: a new
 * build would be of what is newest then, and whether a replay keeps to the commit depends on how its Pipeline checks out.
 */
export function createJenkinsApi({ url, repository, token }: SenderApiAccess): SenderApi {
  const call = createApiCaller(url, token === null ? {} : { authorization: authorize(token) });
  const job = repository
    .split("/")
    .filter((name) => name !== "" && name !== "job")
    .map((name) => `/job/${encodeURIComponent(name)}`)
    .join("");
  return {
    async readRun({ attempt }) {
      const tree = "number,building,result,url,timestamp,duration";
      const path = `${job}/${attempt}/api/json?tree=${tree}`;
      const found = await call<z.infer<typeof buildSchema> | null>({ path, schema: buildSchema, absent: null });
      return found.ok && found.value
        ? { ok: true, value: readBuild(found.value) }
        : (found as typeof found & { value: null });
    },
  };
}

function readBuild(build: z.infer<typeof buildSchema>): RunAnswer {
  const end = build.building ? null : new Date(build.timestamp + build.duration);
  return {
    status: build.building ? "running" : (findStatus(jenkinsWords, build.result ?? "") ?? "unknown"),
    attempt: build.number,
    externalId: null,
    url: build.url ?? null,
    startedAt: new Date(build.timestamp),
    finishedAt: end,
  };
}

/** `user:token`, as Jenkins gives them out, or a bearer token of a proxy before it. */
function authorize(token: string): string {
  return token.includes(":") ? `Basic ${Buffer.from(token).toString("base64")}` : `Bearer ${token}`;
}
