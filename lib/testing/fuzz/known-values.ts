import type { Database } from "@/lib/db/client";
import { createSource } from "@/lib/services/sources/create-source";
import { createToken } from "@/lib/services/tokens/create-token";
import { createTestProject, startTestRollout, testSha } from "../project";
import type { KnownValues } from "./make-request";

/** A project with a rollout, a source and a token, and what fits into the fields of requests about it. */
export async function createFuzzedProject(db: Database): Promise<KnownValues> {
  const ctx = { db, actor: { kind: "user", name: "ana" } } as const;
  const project = await createTestProject(db, "web", { hosts: 3, commits: 12 });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id } });
  await startTestRollout(db.prisma, project, { stages: [{ name: "fleet", hostIds: hosts.map(({ id }) => id) }] });
  const { source } = await createSource(ctx, {
    project,
    name: "ci",
    kind: "generic",
    api: null,
    baseUrl: "http://127.0.0.1",
  });
  const wanted = {
    projectId: project.id,
    name: "bot",
    scopes: ["deploy", "report:write"] as const,
    days: 30,
    replace: false,
  };
  const { token } = await createToken(ctx, { ...wanted, scopes: [...wanted.scopes] });
  const shas = [testSha(1), testSha(5), testSha(12)];
  const names = ["web", "bot", "ci", "unit"];
  const times = ["2026-11-29T00:00:00Z", "2999-01-01T00:00:00Z"];
  return {
    slug: ["web"],
    project: ["web"],
    stage: ["fleet"],
    host: hosts.map(({ name }) => name),
    hosts: ['["web-1"]', '["web-2"]'],
    number: ["1", "2"],
    rollout: ["1"],
    abort: ["1", "null"],
    id: ["1", "2"],
    key: [source.key],
    sha: [...shas, "0001"],
    commit: shas,
    toRevision: shas,
    fromRevision: [...shas, "null"],
    name: names,
    context: names,
    reason: ["because we want it", "0123456789"],
    limit: ["1", "50", "1000"],
    after: ["0", "5"],
    before: ["5", "100"],
    at: times,
    since: times,
    until: times,
    startedAt: times,
    status: ["passed", "failed", "running"],
    mode: ["suggest", "confirm", "supervised", "unattended"],
    kind: ["generic", "github", "repository", "host"],
    scopes: ['["read"]', '["deploy"]'],
    days: ["1", "7", "365"],
    zone: ["UTC", "Asia/Kathmandu"],
    format: ["jsonl", "text", "json"],
    seconds: ["60", "3600"],
    markBad: ["[]", JSON.stringify([testSha(2)])],
    source: ["project: web\n", "a: &a [*a]\n", "project: web\nrepository: {url: 'ext::sh -c id'}\n"],
    token: [token],
  };
}
