import { expect, test, vi } from "vitest";
import { apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { dumpTables } from "@/lib/testing/dump-tables";
import { createFleetStory } from "@/lib/testing/fleet-story";
import { inTime } from "@/lib/testing/in-time";
import { testSha } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { addPerson, signIn } from "@/lib/testing/sign-in-people";

const { db, api } = await serveWebApi({ as: "nobody" });
const story = await createFleetStory(db, { hosts: 2, commits: 3 });
const { id: projectId, slug } = story.project;
await story.rollOut(testSha(1));
await story.rollOut(testSha(2));
const run = await db.prisma.testRun.create({
  data: { projectId, sha: testSha(1), context: "unit", source: "ci", status: "passed", attempt: 1 },
});
const source = await db.prisma.source.create({
  data: { projectId, kind: "generic", name: "ci", key: "key-of-web", createdBy: "ana" },
});
const delivery = await db.prisma.delivery.create({
  data: { sourceId: source.id, deliveryKey: "1", headers: {}, body: Buffer.from("{}"), state: "refused" },
});
const cookie = await signIn(api.url, await addPerson({ db }, "ana", { role: "admin" }));

const parameters: Record<string, string> = {
  slug,
  sha: testSha(1),
  number: "1",
  host: "web-1",
  key: source.key,
};
const queries: Record<string, string> = {
  listChecks: "?ids=1",
  findSuspects: "?since=2026-01-01T00:00Z",
  readPast: "?time=2026-01-01T00:00Z",
  previewRollout: `?to=${testSha(3)}`,
  searchLog: "?find=web",
  searchTestLog: "?find=web",
};

/** The address of something that is there. */
function addressOf(name: string, { path }: ApiRoute): string {
  const id = path.startsWith("/deliveries") ? delivery.id : run.id;
  const known: Record<string, string> = { ...parameters, id: String(id) };
  return `/api/v1${path.replace(/\{(\w+)\}/g, (_, key: string) => known[key] ?? "")}${queries[name] ?? ""}`;
}

const usedAt = new Date();

/** All that is stored, but for when a session was last used, and when somebody last had the project's page open. */
async function readEverything(): Promise<string[]> {
  await db.prisma.session.updateMany({ data: { seenAt: usedAt } });
  await db.prisma.project.updateMany({ data: { watchedAt: null } });
  return (await dumpTables(db.pool)).split("\n").toSorted();
}

const findWatched = () => db.prisma.project.findFirst({ where: { watchedAt: { not: null } } });

test("no GET changes anything", async () => {
  const before = await readEverything();
  const statuses: Record<string, number> = {};
  for (const [name, route] of Object.entries<ApiRoute>(apiRoutes)) {
    if (route.method !== "GET") continue;
    const leaving = new AbortController();
    const headers = { cookie, "user-agent": "Mozilla/5.0" };
    const wish = { headers, redirect: "manual", signal: leaving.signal } as const;
    statuses[name] = (await fetch(`${api.url}${addressOf(name, route)}`, wish)).status;
    leaving.abort();
  }
  await vi.waitFor(async () => expect(await findWatched()).not.toBeNull(), inTime);
  expect(await readEverything()).toEqual(before);
  // Each has read something, or what is left unchanged says nothing.
  const { finishProviderSignIn, ...others } = statuses;
  expect(others).toEqual(Object.fromEntries(Object.keys(others).map((name) => [name, 200])));
  expect(finishProviderSignIn).toBe(404);
});
