import { afterAll, describe, expect, test } from "vitest";
import { apiRoutes, errorBodySchema } from "@/lib/contracts/api";
import { findProject } from "@/lib/db/projects";
import { fingerprintBacklog } from "@/lib/queries/fingerprint-backlog";
import { loadBacklog } from "@/lib/queries/load-backlog";
import { answerOnMachine } from "@/lib/testing/api-routes";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { closeWebProcess } from "./web-process";

const db = await createTestDatabase();
process.env.DATABASE_URL = db.url;
process.env.SAURON_LOG_LEVEL = "silent";
delete process.env.REDIS_URL;
afterAll(closeWebProcess);

const { id: projectId } = await createTestProject(db, "web", { commits: 1 });
await db.prisma.project.update({ where: { id: projectId }, data: { mode: "confirm" } });
await db.prisma.testRun.create({
  data: { projectId, sha: testSha(1), context: "unit", attempt: 1, status: "passed", source: "ci" },
});

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const init = {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  };
  return answerOnMachine(new Request(new URL(`/api/v1${path}`, "http://127.0.0.1:4400"), init));
}

async function expectError(response: Response, status: number, code: string): Promise<void> {
  const { error } = errorBodySchema.parse(await response.json());
  expect([response.status, error.code]).toEqual([status, code]);
}

/** A person said no to what would go next, and nothing has changed since. */
async function decline(): Promise<void> {
  const project = (await findProject(db.prisma, projectId))!;
  const { id } = await startTestRollout(db.prisma, project, { stages: [] });
  await db.prisma.rollout.update({ where: { id }, data: { state: "discarded" } });
  const declinedBacklog = fingerprintBacklog(await loadBacklog(db.prisma, project));
  await db.prisma.$executeRaw`
    UPDATE "Rollout" SET "declinedBacklog" = ${declinedBacklog}, "endedAt" = clock_timestamp() WHERE id = ${id}`;
}

describe("to ask the hosts again", () => {
  test("is accepted, as a worker does it", async () => {
    const response = await post("/projects/web/hosts/ask", {});
    expect(response.status).toBe(apiRoutes.askHosts.status);
    expect(apiRoutes.askHosts.reply.parse(await response.json())).toEqual({ accepted: true });
  });

  test("takes nothing but the project, which has to be known", async () => {
    await expectError(await post("/projects/web/hosts/ask", { host: "web-1" }), 400, "bad-request");
    await expectError(await post("/projects/none/hosts/ask", {}), 404, "not-found");
  });
});

describe("to take back a no", () => {
  test("needs a reason, and a no", async () => {
    await expectError(await post("/projects/web/ask-again", {}), 400, "bad-request");
    await expectError(await post("/projects/web/ask-again", { reason: "said by mistake" }), 409, "conflict");
    await expectError(await post("/projects/none/ask-again", { reason: "said by mistake" }), 404, "not-found");
  });

  test("is kept with its reason, and the no is gone from the view that answers", async () => {
    await decline();
    const response = await post("/projects/web/ask-again", { reason: "said by mistake" }, { "x-sauron-actor": "Bo" });
    expect(response.status).toBe(200);
    const { next } = apiRoutes.askAgain.reply.parse(await response.json());
    expect(next.gates.filter((gate) => gate.action === "ask-again")).toEqual([]);
    const event = await db.prisma.projectEvent.findFirstOrThrow({ where: { projectId, event: "asked-again" } });
    expect(event).toMatchObject({ actorName: "Bo", reason: "said by mistake" });
  });
});

test.each(["/projects/web/hosts/ask", "/projects/web/ask-again"])("another site cannot ask for %s", async (path) => {
  const origin = { origin: "http://evil.example.org" };
  await expectError(await post(path, { reason: "said by mistake" }, origin), 403, "forbidden");
});
