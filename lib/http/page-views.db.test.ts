import { afterAll, expect, test, vi } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import { loadCommit, loadNowView, loadProjects, loadRolloutView } from "./page-views";
import { closeWebProcess } from "./web-process";

let host = "";
vi.mock("next/headers", () => ({ headers: async () => new Headers({ host }) }));

const db = await createTestDatabase();
process.env.DATABASE_URL = db.url;
process.env.SAURON_LOG_LEVEL = "silent";
delete process.env.REDIS_URL;
afterAll(closeWebProcess);

await createTestProject(db, "web", { commits: 1 });

const pages: [name: string, load: () => Promise<unknown>][] = [
  ["the projects", loadProjects],
  ["a project", () => loadNowView("web")],
  ["a rollout", () => loadRolloutView("web", 1)],
  ["a commit", () => loadCommit("web", testSha(1))],
];

test.each(pages)("the page of %s is for those who know Sauron's name", async (_name, load) => {
  host = "evil.example.org:4400";
  await expect(load()).rejects.toThrow('Sauron is not known as "evil.example.org" here');
  host = "";
  await expect(load()).rejects.toThrow("Sauron is not known");
  for (host of ["127.0.0.1:4400", "localhost:4400", "[::1]:4400"]) await expect(load()).resolves.not.toThrow();
});

test("what is not there is null", async () => {
  host = "localhost";
  expect(await loadNowView("none")).toBeNull();
  expect(await loadRolloutView("web", 1)).toBeNull();
});
