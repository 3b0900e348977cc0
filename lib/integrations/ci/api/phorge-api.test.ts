import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakeSenderHost, startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import { openSenderApi } from "./open-sender-api";

const sha = "a".repeat(40);
const token = "api-very-secret-token-of-32-chars";
const repository = "PHID-REPO-1";
let host: FakeSenderHost;

beforeEach(async () => {
  host = await startFakeSenderHost();
});
afterEach(() => host.close());

function open(changes: { url?: string; repository?: string; token?: string | null } = {}) {
  const api = openSenderApi({ kind: "phorge", url: host.url, repository, token, ...changes });
  if (!api?.lookUp || !api.answerBuild || !api.rerun) throw new Error("no API for phorge");
  return { lookUp: api.lookUp, answerBuild: api.answerBuild, rerun: api.rerun, readRun: api.readRun };
}

/** Conduit answers also errors with 200. */
const answer = (method: string, result: unknown) =>
  host.answer(`POST /api/${method}`, { body: { result, error_code: null, error_info: null } });
const refuse = (method: string, code: string, info: string) =>
  host.answer(`POST /api/${method}`, { body: { result: null, error_code: code, error_info: info } });
const found = (method: string, ...data: { id?: number; phid: string; fields: object }[]) =>
  answer(`${method}.search`, { data: data.map((each) => ({ id: 1, type: "X", ...each })), cursor: { limit: 100 } });

const commit = (changes: object = {}) =>
  found("diffusion.commit", {
    phid: "PHID-CMIT-1",
    fields: { identifier: sha, repositoryPHID: repository, ...changes },
  });
const buildable = (objectPHID = "PHID-CMIT-1") =>
  found("harbormaster.buildable", { phid: "PHID-HMBB-1", fields: { objectPHID, containerPHID: repository } });
const build = (value: string, changes: object = {}) => ({
  id: 42,
  phid: "PHID-HMBD-1",
  fields: {
    buildablePHID: "PHID-HMBB-1",
    buildStatus: { value, name: value },
    name: "Unit tests",
    dateCreated: 1_700_000_000,
    dateModified: 1_700_000_060,
    ...changes,
  },
});
const target = (value: string) => ({
  phid: "PHID-HMBT-1",
  fields: { buildPHID: "PHID-HMBD-1", status: { value }, epochStarted: 1_700_000_000, epochCompleted: null },
});
const toldBuild = (status: string) => ({
  fact: "test",
  sha,
  context: "harbormaster/Unit tests",
  status,
  attempt: null,
  externalId: "PHID-HMBD-1",
  url: `${host.url}/harbormaster/build/42/`,
  startedAt: new Date(1_700_000_000_000),
  finishedAt: status === "running" ? null : new Date(1_700_000_060_000),
});

describe("an object that is only named", () => {
  test("a commit: it, and each build of it", async () => {
    commit();
    buildable();
    const lint = build("building", { name: "Lint" });
    found("harbormaster.build", build("failed"), { ...lint, phid: "PHID-HMBD-2" });
    const facts = [
      { fact: "commit", sha },
      toldBuild("failed"),
      { ...toldBuild("running"), context: "harbormaster/Lint", externalId: "PHID-HMBD-2" },
    ];
    expect(await open().lookUp("PHID-CMIT-1")).toEqual({ ok: true, value: facts });
    expect(host.requests.map(({ path, body }) => [path, body])).toEqual([
      ["/api/diffusion.commit.search", { "api.token": token, "constraints[phids][0]": "PHID-CMIT-1" }],
      ["/api/harbormaster.buildable.search", { "api.token": token, "constraints[objectPHIDs][0]": "PHID-CMIT-1" }],
      ["/api/harbormaster.build.search", { "api.token": token, "constraints[buildables][0]": "PHID-HMBB-1" }],
    ]);
  });

  test("a commit that nothing builds asks for no builds: those of every commit would come", async () => {
    commit();
    found("harbormaster.buildable");
    expect(await open().lookUp("PHID-CMIT-1")).toEqual({ ok: true, value: [{ fact: "commit", sha }] });
    expect(host.requests).toHaveLength(2);
  });

  test.each(["PHID-HMBB-1", "PHID-HMBD-1", "PHID-HMBT-1"])("%s: the build with its commit", async (phid) => {
    found("harbormaster.target", target("target/failed"));
    found("harbormaster.build", build("passed"));
    buildable();
    commit();
    expect(await open().lookUp(phid)).toEqual({ ok: true, value: [toldBuild("passed")] });
  });

  test.each([
    ["published", "merged"],
    ["abandoned", "closed"],
    ["needs-review", "open"],
    ["draft", "open"],
  ])("a revision that is %s is a change that is %s", async (value, state) => {
    found("differential.revision", {
      id: 12,
      phid: "PHID-DREV-1",
      fields: { status: { value }, repositoryPHID: repository },
    });
    expect(await open().lookUp("PHID-DREV-1")).toEqual({
      ok: true,
      value: [{ fact: "change", number: 12, state, headSha: null, fromFork: true, baseBranch: null, landedSha: null }],
    });
  });

  test.each([
    ["the build of a patch", "no-sha", "PHID-HMBD-1", () => buildable("PHID-DIFF-1")],
    [
      "a commit of another repository",
      "other-repository",
      "PHID-CMIT-1",
      () => commit({ repositoryPHID: "PHID-REPO-2" }),
    ],
    ["a commit of Subversion", "bad-sha", "PHID-CMIT-1", () => commit({ identifier: "1234" })],
    ["a task", "event-not-used", "PHID-TASK-1", () => {}],
    ["something without a type", "event-not-used", "toString", () => {}],
  ])("%s is ignored", async (_what, reason, phid, prepare) => {
    found("harbormaster.build", build("passed"));
    prepare();
    expect(await open().lookUp(phid)).toEqual({ ok: true, value: [{ fact: "ignored", reason }] });
  });

  test("the repository may be known by its callsign or its short name", async () => {
    commit();
    found("harbormaster.buildable");
    host.answer("POST /api/diffusion.repository.search", ({ body }) => {
      const data = body?.["constraints[shortNames][0]"] === "web" ? [{ id: 1, phid: repository, fields: {} }] : [];
      return { body: { result: { data }, error_code: null, error_info: null } };
    });
    expect(await open({ repository: "web" }).lookUp("PHID-CMIT-1")).toMatchObject({ value: [{ fact: "commit" }] });
    expect(await open({ repository: "WBE" }).lookUp("PHID-CMIT-1")).toEqual({
      ok: false,
      reason: expect.stringMatching(/callsign, short name or PHID/),
    });
  });

  test("one that is hidden is no answer, as the token may be given the right to see it", async () => {
    found("diffusion.commit");
    expect(await open().lookUp("PHID-CMIT-1")).toEqual({ ok: false, reason: expect.stringMatching(/hides it/) });
  });
});

describe("a build target that asked", () => {
  const status = {
    sha,
    context: "sauron/tests",
    description: "Exit code 1.",
    targetUrl: "https://sauron.example.org/1",
  };

  test.each([
    ["success", "pass"],
    ["failure", "fail"],
    ["error", "fail"],
  ] as const)("is told of %s as %s, with what is said about it", async (state, type) => {
    answer("harbormaster.sendmessage", null);
    expect(await open().answerBuild("PHID-HMBT-1", { ...status, state })).toEqual({ ok: true, value: null });
    expect(host.requests[0]?.body).toEqual({
      "api.token": token,
      receiver: "PHID-HMBT-1",
      type,
      "unit[0][name]": "sauron/tests",
      "unit[0][result]": type,
      "unit[0][details]": "Exit code 1.\nhttps://sauron.example.org/1",
    });
  });

  test("is told that the tests are under way", async () => {
    answer("harbormaster.sendmessage", null);
    await open().answerBuild("PHID-HMBT-1", { ...status, state: "pending" });
    expect(host.requests[0]?.body).toEqual({ "api.token": token, receiver: "PHID-HMBT-1", type: "work" });
  });
});

describe("how a run stands", () => {
  const asked = { sha, context: "harbormaster", attempt: 1 };

  test.each([
    ["target/pending", "pending"],
    ["target/waiting", "pending"],
    ["target/building", "running"],
    ["target/passed", "passed"],
    ["target/failed", "failed"],
    ["target/aborted", "cancelled"],
    ["target/splendid", "unknown"],
  ])("a build target: %s is %s", async (value, status) => {
    found("harbormaster.target", target(value));
    expect(await open().readRun({ ...asked, externalId: "PHID-HMBT-1" })).toMatchObject({
      value: { status, externalId: "PHID-HMBT-1", startedAt: new Date(1_700_000_000_000) },
    });
  });

  test.each([
    ["inactive", "pending"],
    ["paused", "pending"],
    ["building", "running"],
    ["passed", "passed"],
    ["failed", "failed"],
    ["aborted", "cancelled"],
    ["error", "errored"],
    ["deadlocked", "errored"],
    ["splendid", "unknown"],
  ])("a build: %s is %s", async (value, status) => {
    found("harbormaster.build", build(value));
    expect(await open().readRun({ ...asked, externalId: "PHID-HMBD-1" })).toMatchObject({ value: { status } });
  });

  test("one without a name, or that is gone, is not known", async () => {
    found("harbormaster.target");
    for (const externalId of [null, "PHID-HMBT-1"]) {
      expect(await open().readRun({ ...asked, externalId })).toEqual({ ok: true, value: null });
    }
  });
});

describe("another attempt", () => {
  test.each(["PHID-HMBD-1", "PHID-HMBT-1"])("of %s restarts the build", async (externalId) => {
    found("harbormaster.target", target("target/failed"));
    answer("harbormaster.sendmessage", null);
    const run = { sha, context: "harbormaster", attempt: 1, externalId };
    expect(await open().rerun(run)).toEqual({ ok: true, value: null });
    expect(host.requests.at(-1)?.body).toEqual({ "api.token": token, receiver: "PHID-HMBD-1", type: "restart" });
  });

  test("a plan that may not be restarted says so", async () => {
    refuse("harbormaster.sendmessage", "ERR-CONDUIT-CORE", "This build can not be restarted.");
    const run = { sha, context: "harbormaster", attempt: 1, externalId: "PHID-HMBD-1" };
    expect(await open().rerun(run)).toEqual({ ok: false, reason: expect.stringMatching(/can not be restarted\.$/) });
  });
});

describe("what goes wrong is a sentence without the token", () => {
  test("a bad token, which Phorge quotes", async () => {
    refuse("diffusion.commit.search", "ERR-INVALID-AUTH", `API token "${token}" is not valid.`);
    const told = await open().lookUp("PHID-CMIT-1");
    expect(told).toEqual({ ok: false, reason: expect.stringMatching(/does not accept the token/) });
    refuse("diffusion.commit.search", "ERR-CONDUIT-CORE", `No ${token} here.`);
    expect(JSON.stringify(await open().lookUp("PHID-CMIT-1"))).not.toContain(token);
  });

  test("no token, another shape, no such method", async () => {
    refuse("diffusion.commit.search", "ERR-INVALID-SESSION", "Session key is not present.");
    expect(await open({ token: null }).lookUp("PHID-CMIT-1")).toMatchObject({
      reason: expect.stringMatching(/wants a token/),
    });
    answer("diffusion.commit.search", { data: "many" });
    expect(await open().lookUp("PHID-CMIT-1")).toMatchObject({ reason: expect.stringMatching(/shape/) });
    expect(await open().lookUp("PHID-DREV-1")).toMatchObject({ reason: expect.stringMatching(/knows no such/) });
  });

  test("its address may be written with that of the API", async () => {
    found("diffusion.commit");
    await open({ url: `${host.url}/api/` }).lookUp("PHID-CMIT-1");
    expect(host.requests[0]?.path).toBe("/api/diffusion.commit.search");
  });
});
