import { z } from "zod";
import { buildkitePrefix, statusOfBuild } from "../buildkite";
import { findTime } from "../read-time";
import { createApiCaller } from "./call-api";
import { findEnd } from "./find-end";
import type { AskedRun, RunAnswer, SenderApi, SenderApiAccess } from "./sender-api";

const text = z.string().nullish();
const buildSchema = z.object({
  number: z.number().int(),
  state: z.string(),
  blocked: z.boolean().nullish(),
  web_url: text,
  started_at: text,
  finished_at: text,
});

/**
 * Buildkite. What is asked is an organization, as one webhook tells of all its pipelines; the pipeline of a run is in its
 * context, and its build in its attempt. Another attempt is a build of its own, of the same commit: the failed jobs alone
 * would run under the old number, whose verdict is known already.
 */
export function createBuildkiteApi({ url, repository: organization, token }: SenderApiAccess): SenderApi {
  const base = /\/v2\/*$/.test(url) ? url : `${url.replace(/\/+$/, "")}/v2`;
  const call = createApiCaller(base, token === null ? {} : { authorization: `Bearer ${token}` });
  const pathOf = ({ context, attempt }: AskedRun) => {
    const pipeline = context.slice(buildkitePrefix.length);
    return `/organizations/${encodeURIComponent(organization)}/pipelines/${encodeURIComponent(pipeline)}/builds/${attempt}`;
  };
  return {
    async readRun(run) {
      const found = await call<z.infer<typeof buildSchema> | null>({
        path: pathOf(run),
        schema: buildSchema,
        absent: null,
      });
      return found.ok ? { ok: true, value: found.value && readBuild(found.value) } : found;
    },
    rerun: (run) => call({ method: "PUT", path: `${pathOf(run)}/rebuild` }),
  };
}

function readBuild(build: z.infer<typeof buildSchema>): RunAnswer {
  const status = statusOfBuild(build);
  return {
    status,
    attempt: build.number,
    externalId: `${build.number}`,
    url: build.web_url ?? null,
    startedAt: findTime(build.started_at),
    finishedAt: findEnd(status, build.finished_at),
  };
}
