import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SourceKind } from "@/lib/contracts/intake-views";
import {
  openFakeSenderApi,
  askedRun as run,
  askedSha as sha,
  senderToken as token,
} from "@/lib/testing/fake-sender-api";
import { type FakeSenderHost, startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import { openSenderApi } from "./open-sender-api";
import type { SenderApiAccess } from "./sender-api";

let host: FakeSenderHost;

beforeEach(async () => {
  host = await startFakeSenderHost();
});
afterEach(() => host.close());

const open = (kind: SourceKind, changes: Partial<SenderApiAccess> = {}) => openFakeSenderApi(host, kind, changes);

const status = {
  sha,
  context: "sauron/tests",
  description: "d".repeat(400),
  targetUrl: "https://sauron.example.org/1",
};

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
