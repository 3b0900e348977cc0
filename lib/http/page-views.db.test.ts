import { beforeEach, expect, test, vi } from "vitest";
import { createTestProject, testSha } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { addPerson, signIn } from "@/lib/testing/sign-in-people";
import {
  loadAudit,
  loadCaller,
  loadCommit,
  loadLogEnd,
  loadNowView,
  loadProjects,
  loadRefusal,
  loadRolloutView,
  loadTokens,
} from "./page-views";

let host = "";
let cookie = "";
let authorization = "";
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ host, cookie, authorization, "x-sauron-page": "/p/web?x=1" }),
}));

const { db, api } = await serveWebApi({ as: "nobody" });
const project = await createTestProject(db, "web", { commits: 1 });
await createTestProject(db, "shop");
const viewer = await signIn(api.url, await addPerson({ db }, "vera", { role: "viewer", projectId: project.id }));
beforeEach(() => {
  cookie = viewer;
});

const pages: [name: string, load: () => Promise<unknown>][] = [
  ["the projects", loadProjects],
  ["a project", () => loadNowView("web")],
  ["a rollout", () => loadRolloutView("web", 1)],
  ["the end of a log", () => loadLogEnd({ project: "web", number: 1, logLines: 0 })],
  ["a commit", () => loadCommit("web", testSha(1))],
];

test.each(pages)("the page of %s is for those who know Sauron's name", async (_name, load) => {
  host = "evil.example.org:4400";
  await expect(load()).rejects.toThrow('Sauron is not known as "evil.example.org" here');
  host = "";
  await expect(load()).rejects.toThrow("Sauron is not known");
  for (host of ["127.0.0.1:4400", "localhost:4400", "[::1]:4400"]) await expect(load()).resolves.not.toThrow();
});

test.each(pages)(
  "the page of %s sends whoever is not signed in to do so, and says where to come back to",
  async (_name, load) => {
    host = "localhost";
    cookie = "";
    await expect(load()).rejects.toMatchObject({ digest: expect.stringContaining("/sign-in?to=%2Fp%2Fweb%3Fx%3D1") });
  },
);

test("a token that does not work leads to the sign-in, as none does", async () => {
  host = "localhost";
  for (authorization of ["Bearer srn_00000000_none", "Bearer srk_none", "Bearer"]) {
    await expect(loadNowView("web")).rejects.toMatchObject({ digest: expect.stringContaining("/sign-in?to=") });
  }
  authorization = "";
});

test("a page shows nothing of a project in which the person has no role, nor what needs a higher one", async () => {
  host = "localhost";
  const needed = "This needs the viewer role in this project; nobody has it yet, an admin can give it.";
  await expect(loadNowView("shop")).rejects.toThrow(needed);
  expect(await loadRefusal("shop", "read")).toBe(needed);
  expect((await loadProjects()).projects.map(({ slug }) => slug)).toEqual(["web"]);
  await expect(loadTokens("web")).rejects.toThrow("This needs the admin role in this project");
  await expect(loadAudit("web", new URLSearchParams())).rejects.toThrow("This needs the admin role in this project");
  expect(await loadCaller("web")).toMatchObject({ kind: "person", name: "vera", role: "viewer" });
});

test("a page that somebody may not open is told in the audit, one that says who may is not", async () => {
  host = "localhost";
  const countRefused = () => db.prisma.auditEntry.count({ where: { action: "openPage" } });
  const before = await countRefused();
  await loadRefusal("shop", "read");
  expect(await countRefused()).toBe(before);
  await expect(loadNowView("shop")).rejects.toThrow("This needs the viewer role");
  expect(await countRefused()).toBe(before + 1);
  expect(await db.prisma.auditEntry.findFirst({ orderBy: { id: "desc" } })).toMatchObject({
    ...{ actorName: "vera", action: "openPage", project: "shop", target: "/p/web?x=1", outcome: "refused" },
    reason: expect.stringContaining("This needs the viewer role"),
  });
});

test("what is not there is null", async () => {
  host = "localhost";
  cookie = await signIn(api.url, await addPerson({ db }, "ada", { role: "admin" }));
  expect(await loadNowView("none")).toBeNull();
  for (const none of ["none", "x".repeat(41), "../etc"]) {
    expect(await loadAudit(none, new URLSearchParams({ project: none }))).toBeNull();
  }
  expect(await loadRolloutView("web", 1)).toBeNull();
});
