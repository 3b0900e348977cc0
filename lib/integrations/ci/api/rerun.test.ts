import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { askableKinds, isRerunnable, type SourceKind } from "@/lib/contracts/intake-views";
import { openFakeSenderApi, askedRun as run, askedSha as sha } from "@/lib/testing/fake-sender-api";
import { type FakeSenderHost, startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import type { SenderApiAccess } from "./sender-api";

let host: FakeSenderHost;

beforeEach(async () => {
  host = await startFakeSenderHost();
});
afterEach(() => host.close());

const open = (kind: SourceKind, changes: Partial<SenderApiAccess> = {}) => openFakeSenderApi(host, kind, changes);

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

  test("GitLab: a pipeline that passed is not asked for, as nothing of it would run", async () => {
    host.answer("GET /api/v4/projects/shop%2Fweb/pipelines", { body: [{ id: 31, status: "success" }] });
    const answer = await open("gitlab").rerun?.(run("gitlab/pipeline"));
    expect(answer).toEqual({ ok: false, reason: expect.stringMatching(/passed/) });
  });

  test.each([
    ["gitea", "rerun-failed-jobs"],
    ["forgejo", "rerun"],
  ] as const)("%s: the run of Actions that the status leads to", async (kind, repeat) => {
    const at = "/api/v1/repos/shop/web";
    const context = "CI / unit (push)";
    const told = { id: 3, context, status: "failure", target_url: "/shop/web/actions/runs/17/jobs/0" };
    host.answer(`GET ${at}/commits/${sha}/statuses`, { body: [told] });
    const runs = [
      { id: 900, html_url: "https://g/shop/web/actions/runs/1" },
      { id: 901, html_url: "https://g/shop/web/actions/runs/17" },
    ];
    host.answer(`GET ${at}/actions/runs`, { body: { workflow_runs: runs } });
    host.answer(`POST ${at}/actions/runs/901/${repeat}`, { status: 201 });
    expect(await open(kind).rerun?.(run(context))).toEqual({ ok: true, value: null });
    expect(host.requests[1]?.path).toContain(`head_sha=${sha}`);
  });

  test("Gitea: a status of somebody else cannot be repeated there", async () => {
    const told = { id: 3, context: "unit", status: "failure", target_url: "https://ci.example.org/17" };
    host.answer(`GET /api/v1/repos/shop/web/commits/${sha}/statuses`, { body: [told] });
    expect(await open("gitea").rerun?.(run("unit"))).toEqual({ ok: false, reason: expect.stringMatching(/repeated/) });
  });

  test("Buildkite: a build of its own of the same commit", async () => {
    host.answer("PUT /v2/organizations/shop/pipelines/web/builds/42/rebuild", { body: { number: 43 } });
    const api = open("buildkite", { repository: "shop" });
    expect(await api.rerun?.(run("buildkite/web", { attempt: 42 }))).toEqual({ ok: true, value: null });
  });

  test("CircleCI: the workflow, from what failed on, or whole where no job failed", async () => {
    const workflow = { id: "w-1", status: "failed", project_slug: "gh/shop/web" };
    host.answer("GET /api/v2/workflow/w-1", { body: workflow });
    host.answer("POST /api/v2/workflow/w-1/rerun", { status: 202, body: { workflow_id: "w-2" } });
    const api = open("circleci", { repository: "gh/shop/web" });
    expect(await api.rerun?.(run("circleci/unit", { externalId: "w-1" }))).toEqual({ ok: true, value: null });
    expect(host.requests.at(-1)?.body).toEqual({ from_failed: true });
    host.answer("GET /api/v2/workflow/w-1", { body: { ...workflow, status: "error" } });
    expect(await api.rerun?.(run("circleci/unit", { externalId: "w-1" }))).toEqual({ ok: true, value: null });
    expect(host.requests.at(-1)?.body).toEqual({ from_failed: false });
    expect(await api.rerun?.(run("circleci/unit"))).toEqual({ ok: false, reason: expect.stringMatching(/repeated/) });
  });

  test("nothing that can be repeated is told", async () => {
    expect(await open("github").rerun?.(run("unit"))).toEqual({ ok: false, reason: expect.stringMatching(/repeated/) });
  });

  test.each(askableKinds)("%s can be asked for one exactly where it is said that it can", (kind) => {
    expect(open(kind).rerun !== undefined).toBe(isRerunnable(kind));
  });
});
