import { describe, expect, test } from "vitest";
import { parseProjectFile } from "@/lib/contracts/parse-project-file";
import { emptyDraft, type ProjectDraft, readDraft } from "./project-draft";
import { writeProjectFile } from "./write-project-file";

const pin = `SHA256:${"A".repeat(43)}`;
const draft: ProjectDraft = {
  ...emptyDraft,
  project: "web",
  url: "git@git.example.org:shop/web.git",
  hostLines: "deploy@10.0.0.1 name=web-1 region=eu\ndeploy@10.0.0.2:2222 name=web-2",
  pins: { "10.0.0.1:22": pin, "10.0.0.2:2222": pin },
  script: "set -eu\ngit fetch\n\n  exit 0 # \"done\": 'yes'\n",
  health: 'curl --fail "http://127.0.0.1/health?a=b c"',
};

function parse(changes: Partial<ProjectDraft> = {}) {
  return parseProjectFile(writeProjectFile({ ...draft, ...changes }), {
    resolvePath: (path) => path,
    readFile: () => ({ ok: false, reason: "there are no files" }),
    resolveAlias: () => null,
    findHostKeys: () => [],
  });
}

function policyOf(changes: Partial<ProjectDraft> = {}) {
  const parsed = parse(changes);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed;
}

test("a draft becomes a project file that says exactly what was written", () => {
  const { policy, hosts } = policyOf();
  expect(policy.repository).toMatchObject({ url: draft.url, trunk: "main" });
  expect(hosts).toEqual([
    { name: "web-1", address: "10.0.0.1", port: 22, user: "deploy", labels: { region: "eu" }, hostKeys: [pin] },
    { name: "web-2", address: "10.0.0.2", port: 2222, user: "deploy", labels: {}, hostKeys: [pin] },
  ]);
  expect(policy.deploy.steps).toMatchObject([
    { name: "deploy", run: ["sh", "-c", draft.script] },
    { name: "health", run: ["curl", "--fail", "http://127.0.0.1/health?a=b c"], retries: 3 },
  ]);
  expect(policy.stages.map(({ name, bake }) => [name, bake])).toEqual([
    ["canary", undefined],
    ["fleet", undefined],
  ]);
});

test("with an access log the canary is watched", () => {
  const { policy } = policyOf({ accessLog: "/var/log/my app/access.log" });
  expect(policy.canary.accessLog).toMatchObject({ path: "/var/log/my app/access.log", format: "combined" });
  expect(policy.stages[0]?.bake).toBeDefined();
});

test.each(["", "/var/log/access.log"])("one host alone is a fleet of its own (log %j)", (accessLog) => {
  const { policy } = policyOf({ hostLines: "deploy@10.0.0.1", accessLog });
  expect(policy.stages.map(({ name }) => name)).toEqual(["fleet"]);
});

test("commands are steps of their own", () => {
  const { policy } = policyOf({ deploy: "commands", commands: "git fetch\n\nsh -c 'a; b'" });
  expect(policy.deploy.steps.slice(0, 2)).toMatchObject([
    { name: "step-1", run: ["git", "fetch"] },
    { name: "step-2", run: ["sh", "-c", "a; b"] },
  ]);
});

test("tests that Sauron runs are a command; without one it runs none", () => {
  expect(policyOf({ testCommand: "npm test -- 'a b'" }).policy.tests.run).toEqual(["npm", "test", "--", "a b"]);
  expect(policyOf().policy.tests.run).toBeUndefined();
});

describe("text that YAML could read otherwise", () => {
  test.each(["yes", "1.5", "a: b", "#x", "- x", "*a", "{a}", '"q"', "a\nb: c"])("%j stays text", (value) => {
    const hostLines = `deploy@10.0.0.1 region=${value.replace(/\s/g, "")}`;
    expect(policyOf({ hostLines }).hosts[0]?.labels.region).toBe(value.replace(/\s/g, ""));
    expect(policyOf({ script: value }).policy.deploy.steps[0]?.run?.[2]?.trimEnd()).toBe(value);
  });

  test("an address cannot bring a key of its own", () => {
    const parsed = parse({ url: "https://x\nautomation: unattended" });
    expect(parsed).toMatchObject({ ok: false, problems: [{ path: "repository.url" }] });
  });
});

test("a host whose key nobody confirmed is told by the parser", () => {
  const parsed = parse({ pins: {} });
  expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message).join()).toContain("without a pinned host key");
});

test("a stored draft comes back, and what is not of its shape is left out", () => {
  expect(readDraft(JSON.stringify(draft))).toEqual(draft);
  expect(readDraft('{"project": 5, "pins": {"a": 1}, "deploy": "x", "sender": "y"}')).toEqual({
    ...emptyDraft,
    sender: "none",
  });
  expect(readDraft("{")).toEqual(emptyDraft);
  expect(readDraft(null)).toEqual(emptyDraft);
});
