import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const cli = join(import.meta.dirname, "cli.ts");

/** Runs `sauron …` as a process of its own. `closeAfter`: stops reading after so many bytes, as `| head` does. */
function sauron(args: string[], input: string, { closeAfter = Number.POSITIVE_INFINITY } = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", cli, ...args], { cwd: join(import.meta.dirname, "..") });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    if (stdout.length >= closeAfter) child.stdout.destroy();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise<{ code: number | null; answers: Record<string, unknown>[]; stderr: string }>((resolve) => {
    child.once("close", (code) => {
      const whole = stdout
        .slice(0, stdout.lastIndexOf("\n") + 1)
        .split("\n")
        .filter(Boolean);
      resolve({ code, answers: whole.map((line) => JSON.parse(line)), stderr });
    });
  });
}

const policy = { maxCommits: 3, goalSeconds: 1800, rolloutSeconds: 600 };
const plan = (queue: object[]) => JSON.stringify({ now: 1_700_000_000, policy, queue });
const commit = (sha: string, tests = "passed") => ({ sha, landedAt: 1_699_999_000, tests });

describe("sauron plan", () => {
  test("answers every line in order and exits 0", async () => {
    const lines = [
      plan([]),
      plan([commit("a1"), commit("b2")]),
      plan([commit("a1", "running")]),
      plan([commit("a1", "failed"), commit("b2", "failed"), commit("c3", "errored")]),
      plan([{ ...commit("a1"), bad: true }, commit("b2")]),
      plan([{ ...commit("a1"), bad: true, revertedBy: "b2" }, commit("b2")]),
    ];
    const { code, answers } = await sauron(["plan"], lines.join("\n"));
    expect(code).toBe(0);
    expect(answers).toEqual([
      { action: "idle", why: expect.any(String) },
      {
        action: "deploy",
        sha: "b2",
        count: 2,
        want: 2,
        why: "2 of 2 waiting commits: commit 2 has 13 min left, which is one rollout, at most 3 at once",
        gates: [{ gate: "commit-selected", open: true, text: expect.any(String) }],
      },
      { action: "wait", want: 1, why: expect.any(String) },
      { action: "blocked", reason: "tests", want: 3, why: expect.any(String) },
      { action: "blocked", reason: "bad-commit", want: 2, why: expect.any(String) },
      expect.objectContaining({ action: "deploy", sha: "b2", count: 2 }),
    ]);
  });

  test("a wrong line is answered in its place and exits 1 at the end", async () => {
    const { code, answers } = await sauron(
      ["plan"],
      `${plan([])}\n{"now":}\n${plan([commit("a1", "green")])}\n${plan([])}\n`,
    );
    expect(code).toBe(1);
    expect(answers).toMatchObject([
      { action: "idle" },
      { error: expect.stringMatching(/^not JSON/) },
      { error: expect.stringMatching(/^queue\[0\]\.tests: /) },
      { action: "idle" },
    ]);
  });
});

describe("sauron judge", () => {
  test("answers every line in order", async () => {
    const lines = [
      { intervals: [{ canary: { codes: { 200: 600 } }, control: { codes: { 200: 1800 } } }], final: true },
      { intervals: [{ canary: { codes: { "2xx": 590, "5xx": 20 } } }], final: false },
      { config: { minRequests: 10 }, intervals: [{ canary: { codes: { 200: 9 } } }], final: true },
      { config: { compare: { phi: 0 } }, intervals: [], final: true },
      {
        config: { compare: { phi: "auto" }, latency: {}, endpoints: {} },
        history: [[0, 1, 2, 3].map(() => ({ n: 500, bad: 1 }))],
        intervals: [
          {
            canary: {
              codes: { 200: 980, 503: 20 },
              slow: { p50: 500 },
              endpoints: { "GET /": { codes: { 503: 20 } } },
            },
            control: { codes: { 200: 3000 }, slow: { p50: 1500 }, endpoints: { "GET /": { codes: { 200: 3000 } } } },
          },
        ],
        final: false,
      },
    ];
    const { code, answers } = await sauron(["judge"], lines.map((line) => JSON.stringify(line)).join("\n"));
    expect(code).toBe(1);
    expect(answers).toMatchObject([
      {
        verdict: "pass",
        look: 1,
        metrics: [{ metric: "5xx", canary: { n: 600, bad: 0 }, control: { n: 1800, bad: 0 } }, {}],
      },
      { verdict: "fail", reason: "evidence" },
      { verdict: "inconclusive", reason: "too-few-requests" },
      { error: expect.stringMatching(/^config\.compare\.phi: /) },
      {
        verdict: "fail",
        reason: "worse-than-control",
        look: 1,
        phi: 1,
        log10Evidence: expect.any(Number),
        endpoints: [{ endpoint: "GET /", log10Evidence: expect.any(Number), confirmed: true }],
      },
    ]);
  });
});

describe("sauron parse-log", () => {
  const line = '::1 - - [01/Jan/2030:00:00:00 +0000] "GET /ok HTTP/1.1" 200 5';
  test("answers every line in order", async () => {
    const { code, answers } = await sauron(["parse-log", "--format", "common"], `${line}\nnonsense\n`);
    expect(code).toBe(1);
    expect(answers).toEqual([
      { status: 200, method: "GET", path: "/ok", time: 1893456000, duration: null },
      { error: expect.any(String) },
    ]);
  });
  test("a reader that goes away ends it quietly", async () => {
    const { code, answers, stderr } = await sauron(["parse-log", "--format", "common"], `${line}\n`.repeat(200_000), {
      closeAfter: 1,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(answers.length).toBeLessThan(200_000);
  });
  test("an unknown format is wrong usage", async () => {
    expect(await sauron(["parse-log", "--format", "xml"], "")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"xml"'),
    });
  });
});

test.each(["plan", "judge", "parse-log"])("sauron %s --help shows an example", async (name) => {
  const child = await import(`./commands/${name}.ts`);
  expect(child.command).toMatchObject({ name, usage: expect.stringMatching(/Example:\n {2}.*\| sauron/s) });
});
