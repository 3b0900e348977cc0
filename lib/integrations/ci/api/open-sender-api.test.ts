import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceKind } from "@/lib/contracts/intake-views";
import { type FakeSenderHost, startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import { openSenderApi } from "./open-sender-api";
import type { SenderApi } from "./sender-api";

const sha = "a".repeat(40);
const token = "very-secret-token";
let host: FakeSenderHost;

beforeEach(async () => {
  host = await startFakeSenderHost();
});
afterEach(() => host.close());

function open(kind: SourceKind, changes: { url?: string; repository?: string; token?: string | null } = {}): SenderApi {
  const api = openSenderApi({ kind, url: host.url, repository: "shop/web", token, ...changes });
  if (!api) throw new Error(`no API for ${kind}`);
  return api;
}

const status = {
  sha,
  context: "sauron/tests",
  description: "d".repeat(400),
  targetUrl: "https://sauron.example.org/1",
};
const run = (context: string, changes = {}) => ({ sha, context, attempt: 1, externalId: null, ...changes });

describe("a commit status", () => {
  test("for GitHub", async () => {
    host.answer(`POST /repos/shop/web/statuses/${sha}`, { status: 201 });
    expect(await open("github").reportStatus?.({ ...status, state: "failure" })).toEqual({ ok: true, value: null });
    expect(host.requests[0]).toMatchObject({
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: { state: "failure", context: "sauron/tests", description: "d".repeat(140), target_url: status.targetUrl },
    });
  });

  test.each([
    ["pending", "running"],
    ["success", "success"],
    ["failure", "failed"],
    ["error", "failed"],
  ] as const)("for GitLab, where %s is %s", async (state, word) => {
    host.answer(`POST /api/v4/projects/shop%2Fweb/statuses/${sha}`, { status: 201 });
    expect(await open("gitlab").reportStatus?.({ ...status, state })).toEqual({ ok: true, value: null });
    expect(host.requests[0]).toMatchObject({
      headers: { "private-token": token },
      body: { state: word, name: "sauron/tests", target_url: status.targetUrl },
    });
  });

  test("GitLab's word that it knows the status already is no failure", async () => {
    const body = { message: "Cannot transition status via :run from :running (Reason(s): Status cannot transition)" };
    host.answer(`POST /api/v4/projects/shop%2Fweb/statuses/${sha}`, { status: 400, body });
    expect(await open("gitlab").reportStatus?.({ ...status, state: "pending" })).toEqual({ ok: true, value: null });
  });

  test.each(["gitea", "forgejo"] as const)("for %s", async (kind) => {
    host.answer(`POST /api/v1/repos/shop/web/statuses/${sha}`, { status: 201 });
    const api = open(kind, { url: `${host.url}/api/v1/` });
    expect(await api.reportStatus?.({ ...status, state: "success" })).toEqual({ ok: true, value: null });
    expect(host.requests[0]).toMatchObject({
      headers: { authorization: `token ${token}` },
      body: { state: "success", context: "sauron/tests" },
    });
  });
});

describe("how a run stands", () => {
  test("GitHub: a check run of that name", async () => {
    const check = { id: 7, name: "unit", status: "completed", conclusion: "timed_out", html_url: "https://g/7" };
    const times = { started_at: "2026-01-02T03:04:05Z", completed_at: "2026-01-02T03:05:05Z" };
    host.answer(`GET /repos/shop/web/commits/${sha}/check-runs`, { body: { check_runs: [{ ...check, ...times }] } });
    expect(await open("github").readRun(run("unit"))).toEqual({
      ok: true,
      value: {
        status: "errored",
        attempt: null,
        externalId: "7",
        url: "https://g/7",
        startedAt: new Date(times.started_at),
        finishedAt: new Date(times.completed_at),
      },
    });
    expect(host.requests[0]?.path).toContain("check_name=unit");
  });

  test("GitHub: a workflow with its attempt, and then a commit status", async () => {
    const workflow = { id: 9, name: "CI", run_attempt: 3, status: "in_progress", conclusion: null };
    host.answer("GET /repos/shop/web/actions/runs", { body: { workflow_runs: [workflow] } });
    expect(await open("github").readRun(run("CI"))).toMatchObject({ value: { status: "running", attempt: 3 } });
    const told = { context: "jenkins", state: "failure", target_url: "https://j/1" };
    host.answer(`GET /repos/shop/web/commits/${sha}/status`, { body: { statuses: [told] } });
    expect(await open("github").readRun(run("jenkins"))).toMatchObject({
      value: { status: "failed", url: "https://j/1" },
    });
    expect(await open("github").readRun(run("nobody"))).toEqual({ ok: true, value: null });
  });

  test("GitLab: the pipeline that is known or else the newest, and the newest job of that name", async () => {
    const at = "/api/v4/projects/shop%2Fweb";
    host.answer(`GET ${at}/pipelines`, { body: [{ id: 31, status: "success", web_url: "https://l/31" }] });
    expect(await open("gitlab").readRun(run("gitlab/pipeline"))).toMatchObject({
      value: { status: "passed", externalId: "31", url: "https://l/31" },
    });
    const both = [
      { id: 32, status: "failed" },
      { id: 31, status: "success" },
    ];
    host.answer(`GET ${at}/pipelines`, { body: both });
    expect(await open("gitlab").readRun(run("gitlab/pipeline", { externalId: "31" }))).toMatchObject({
      value: { status: "passed", externalId: "31" },
    });
    const jobs = [
      { id: 1, name: "unit", status: "failed" },
      { id: 2, name: "unit", status: "running" },
    ];
    host.answer(`GET ${at}/repository/commits/${sha}/statuses`, { body: jobs });
    expect(await open("gitlab").readRun(run("unit"))).toMatchObject({ value: { status: "running", externalId: "2" } });
  });

  test("Gitea: the newest status of that context", async () => {
    const told = [
      { id: 2, context: "unit", status: "failure" },
      { id: 3, context: "lint", status: "pending" },
      { id: 1, context: "unit", status: "pending" },
    ];
    host.answer(`GET /api/v1/repos/shop/web/commits/${sha}/statuses`, { body: told });
    expect(await open("gitea").readRun(run("unit", { attempt: 4 }))).toMatchObject({
      value: { status: "failed", attempt: 4 },
    });
  });

  test("Jenkins: the build of that number, in folders too", async () => {
    const build = {
      number: 42,
      building: false,
      result: "UNSTABLE",
      url: "https://j/42",
      timestamp: 1000,
      duration: 500,
    };
    host.answer("GET /job/shop/job/web/42/api/json", { body: build });
    const api = open("jenkins", { token: "ana:secret" });
    expect(await api.readRun(run("web", { attempt: 42 }))).toEqual({
      ok: true,
      value: {
        status: "failed",
        attempt: 42,
        externalId: null,
        url: "https://j/42",
        startedAt: new Date(1000),
        finishedAt: new Date(1500),
      },
    });
    expect(host.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from("ana:secret").toString("base64")}`);
    expect(await api.readRun(run("web", { attempt: 43 }))).toEqual({ ok: true, value: null });
  });

  test("a word nobody knows is no verdict", async () => {
    const check = { id: 7, name: "unit", status: "completed", conclusion: "splendid" };
    host.answer(`GET /repos/shop/web/commits/${sha}/check-runs`, { body: { check_runs: [check] } });
    expect(await open("github").readRun(run("unit"))).toMatchObject({ value: { status: "unknown", finishedAt: null } });
  });
});

describe("another attempt", () => {
  test("GitHub: the failed jobs of the workflow", async () => {
    host.answer("GET /repos/shop/web/actions/runs", { body: { workflow_runs: [{ id: 9, name: "CI" }] } });
    host.answer("POST /repos/shop/web/actions/runs/9/rerun-failed-jobs", { status: 201 });
    expect(await open("github").rerun?.(run("CI"))).toEqual({ ok: true, value: null });
  });

  test("GitHub: the workflow a check run belongs to; the check run of another app is asked for itself", async () => {
    const check = { id: 7, name: "unit", status: "completed", details_url: "https://g/shop/web/actions/runs/12/job/5" };
    host.answer(`GET /repos/shop/web/commits/${sha}/check-runs`, { body: { check_runs: [check] } });
    host.answer("POST /repos/shop/web/actions/runs/12/rerun-failed-jobs", { status: 201 });
    expect(await open("github").rerun?.(run("unit"))).toMatchObject({ ok: true });
    const other = { ...check, details_url: "https://ci.example.org/5" };
    host.answer(`GET /repos/shop/web/commits/${sha}/check-runs`, { body: { check_runs: [other] } });
    host.answer("POST /repos/shop/web/check-runs/7/rerequest", { status: 201 });
    expect(await open("github").rerun?.(run("unit"))).toMatchObject({ ok: true });
    expect(host.requests.at(-1)?.path).toBe("/repos/shop/web/check-runs/7/rerequest");
  });

  test("GitLab: the pipeline, or the job", async () => {
    const at = "/api/v4/projects/shop%2Fweb";
    host.answer(`GET ${at}/pipelines`, { body: [{ id: 31, status: "failed" }] });
    host.answer(`POST ${at}/pipelines/31/retry`, { status: 201 });
    host.answer(`GET ${at}/repository/commits/${sha}/statuses`, { body: [{ id: 2, name: "unit", status: "failed" }] });
    host.answer(`POST ${at}/jobs/2/retry`, { status: 201 });
    expect(await open("gitlab").rerun?.(run("gitlab/pipeline"))).toMatchObject({ ok: true });
    expect(await open("gitlab").rerun?.(run("unit"))).toMatchObject({ ok: true });
  });

  test("nothing that can be repeated is told", async () => {
    expect(await open("github").rerun?.(run("unit"))).toEqual({ ok: false, reason: expect.stringMatching(/repeated/) });
    expect(open("gitea").rerun).toBeUndefined();
    expect(open("jenkins").rerun).toBeUndefined();
  });
});

describe("what goes wrong is a sentence without the token", () => {
  const where = `POST /repos/shop/web/statuses/${sha}`;
  const report = () => open("github").reportStatus?.({ ...status, state: "success" });

  test.each([
    ["a bad token", 401, /does not accept the token/],
    ["no right", 403, /does not accept the token/],
    ["an unknown repository", 404, /knows no such/],
    ["too many requests", 429, /too often/],
    ["something it does not like", 422, /answered 422: No commit found/],
    ["a broken server", 503, /answered 503/],
  ])("%s", async (_name, code, reason) => {
    host.answer(where, { status: code, body: { message: "No commit found." } });
    const answer = await report();
    expect(answer).toEqual({ ok: false, reason: expect.stringMatching(reason) });
    expect(JSON.stringify(answer)).not.toContain(token);
  });

  test("a redirect is not followed: the token stays where it belongs", async () => {
    const elsewhere = await startFakeSenderHost();
    host.answer(where, { status: 307, headers: { location: `${elsewhere.url}/repos/shop/web/statuses/${sha}` } });
    expect(await report()).toEqual({ ok: false, reason: expect.stringMatching(/another address/) });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  test("no JSON, or another shape", async () => {
    host.answer(`GET /repos/shop/web/commits/${sha}/check-runs`, { body: "<html>" });
    expect(await open("github").readRun(run("unit"))).toEqual({ ok: false, reason: expect.stringMatching(/not JSON/) });
    host.answer(`GET /repos/shop/web/commits/${sha}/check-runs`, { body: { check_runs: "many" } });
    expect(await open("github").readRun(run("unit"))).toEqual({ ok: false, reason: expect.stringMatching(/shape/) });
  });

  test.each(["http://169.254.169.254", "http://[fe80::1]", "http://2852039166"])(
    "%s, where clouds keep secrets: nothing is sent",
    async (url) => {
      expect(await open("github", { url }).readRun(run("unit"))).toEqual({
        ok: false,
        reason: expect.stringMatching(/does not connect to/),
      });
    },
  );

  test("nobody there", async () => {
    const api = open("github", { url: "http://127.0.0.1:9" });
    expect(await api.readRun(run("unit"))).toEqual({ ok: false, reason: expect.stringMatching(/cannot be reached/) });
  });
});

test("a kind without an API of ours has none", () => {
  expect(openSenderApi({ kind: "generic", url: host.url, repository: "x", token: null })).toBeNull();
});
