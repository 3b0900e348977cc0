import { z } from "zod";
import { findStatus } from "../find-status";
import { giteaWords } from "../gitea";
import { findTime } from "../read-time";
import { createApiCaller } from "./call-api";
import { findEnd } from "./find-end";
import type { SenderApi, SenderApiAccess } from "./sender-api";

const text = z.string().nullish();
const statusesSchema = z.array(
  z.object({
    id: z.number(),
    context: z.string(),
    status: z.string(),
    target_url: text,
    created_at: text,
    updated_at: text,
  }),
);

/** Gitea and Forgejo. They know commit statuses of others and of their own Actions, and cannot be asked to run again. */
export function createGiteaApi({ url, repository, token }: SenderApiAccess): SenderApi {
  const base = /\/api\/v1\/*$/.test(url) ? url : `${url.replace(/\/+$/, "")}/api/v1`;
  const call = createApiCaller(base, token === null ? {} : { authorization: `token ${token}` });
  const at = `/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
  return {
    reportStatus: ({ sha, context, state, description, targetUrl }) =>
      call({
        method: "POST",
        path: `${at}/statuses/${sha}`,
        body: { state, context, description: description.slice(0, 255), target_url: targetUrl ?? "" },
      }),
    async readRun(run) {
      const path = `${at}/commits/${run.sha}/statuses?limit=50`;
      const found = await call({ path, schema: statusesSchema, absent: [] });
      if (!found.ok) return found;
      const told = found.value.filter((each) => each.context === run.context).toSorted((a, b) => b.id - a.id)[0];
      if (!told) return { ok: true, value: null };
      const status = findStatus(giteaWords, told.status) ?? "unknown";
      const times = { startedAt: findTime(told.created_at), finishedAt: findEnd(status, told.updated_at) };
      const url = told.target_url || null;
      return { ok: true, value: { status, attempt: run.attempt, externalId: null, url, ...times } };
    },
  };
}
