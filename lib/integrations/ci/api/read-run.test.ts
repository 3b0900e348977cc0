import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceKind } from "@/lib/contracts/intake-views";
import {
  openFakeSenderApi,
  askedRun as run,
  askedSha as sha,
  senderToken as token,
} from "@/lib/testing/fake-sender-api";
import { type FakeSenderHost, startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import type { SenderApiAccess } from "./sender-api";

let host: FakeSenderHost;

beforeEach(async () => {
  host = await startFakeSenderHost();
});
afterEach(() => host.close());

const open = (kind: SourceKind, changes: Partial<SenderApiAccess> = {}) => openFakeSenderApi(host, kind, changes);

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

  test("Buildkite: the build of that number, of the pipeline the context names", async () => {
    const times = { started_at: "2026-01-02T03:04:05Z", finished_at: "2026-01-02T03:05:05Z" };
    const build = { number: 42, state: "passed", blocked: false, web_url: "https://b/42", ...times };
    host.answer("GET /v2/organizations/shop/pipelines/web-unit/builds/42", { body: build });
    const api = open("buildkite", { repository: "shop" });
    expect(await api.readRun(run("buildkite/web-unit", { attempt: 42, externalId: "42" }))).toEqual({
      ok: true,
      value: {
        status: "passed",
        attempt: 42,
        externalId: "42",
        url: "https://b/42",
        startedAt: new Date(times.started_at),
        finishedAt: new Date(times.finished_at),
      },
    });
    expect(host.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
    expect(await api.readRun(run("buildkite/web-unit", { attempt: 43 }))).toEqual({ ok: true, value: null });
    host.answer("GET /v2/organizations/shop/pipelines/web-unit/builds/42", { body: { ...build, blocked: true } });
    expect(await api.readRun(run("buildkite/web-unit", { attempt: 42 }))).toMatchObject({
      value: { status: "pending", finishedAt: null },
    });
  });

  const workflow = { id: "w-1", name: "unit", status: "failing", project_slug: "gh/shop/web", stopped_at: null };

  test("CircleCI: the workflow of that id", async () => {
    host.answer("GET /api/v2/workflow/w-1", { body: { ...workflow, created_at: "2026-01-02T03:04:05Z" } });
    const api = open("circleci", { repository: "github/Shop/web" });
    expect(await api.readRun(run("circleci/unit", { externalId: "w-1" }))).toEqual({
      ok: true,
      value: {
        status: "running",
        attempt: null,
        externalId: "w-1",
        url: null,
        startedAt: new Date("2026-01-02T03:04:05Z"),
        finishedAt: null,
      },
    });
    expect(host.requests[0]?.headers["circle-token"]).toBe(token);
    expect(await api.readRun(run("circleci/unit", { externalId: "w-2" }))).toEqual({ ok: true, value: null });
    expect(await api.readRun(run("circleci/unit"))).toEqual({ ok: true, value: null });
  });

  test("CircleCI: a workflow of another project is told, and not taken", async () => {
    host.answer("GET /api/v2/workflow/w-1", { body: workflow });
    const api = open("circleci", { repository: "gh/shop/other" });
    const refusal = { ok: false, reason: expect.stringMatching(/gh\/shop\/web, and .* gh\/shop\/other/) };
    expect(await api.readRun(run("circleci/unit", { externalId: "w-1" }))).toEqual(refusal);
    expect(await api.rerun?.(run("circleci/unit", { externalId: "w-1" }))).toEqual(refusal);
  });

  test("a word nobody knows is no verdict", async () => {
    const check = { id: 7, name: "unit", status: "completed", conclusion: "splendid" };
    host.answer(`GET /repos/shop/web/commits/${sha}/check-runs`, { body: { check_runs: [check] } });
    expect(await open("github").readRun(run("unit"))).toMatchObject({ value: { status: "unknown", finishedAt: null } });
  });
});
