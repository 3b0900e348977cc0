import { expect, test } from "vitest";
import { DeployRun } from "./deploy-run";
import type { DeployOutcome } from "./fleet-ssh";
import { type EndedDeploy, settleDeploy } from "./settle-deploy";

const target = { name: "host-1", address: "::1", port: 22, user: "deploy", privateKeyPath: "/key", hostKeys: [] };
const steps = [{ name: "install", run: ["true"], timeout: 10, retries: 0, retryPause: 1 }];
const command = { project: "web", rollout: 1, revision: "r", fence: 1n, steps, env: {}, graceSeconds: 1 };
const watch = { signal: new AbortController().signal, onLine: () => {}, onStep: () => {} };
const abort = { why: { cause: "abort" }, looked: true, started: true, alive: false, ended: true } as const;
const begun = ["locked", "begin 1 1"];

type Case = [
  what: string,
  told: string[],
  ended: Partial<EndedDeploy>,
  outcome: DeployOutcome["outcome"],
  cause?: string,
];

const cases: Case[] = [
  ["the guard's word and exit code 0", [...begun, "succeeded"], { exitCode: 0 }, "succeeded"],
  ["the guard's word, but another exit code", [...begun, "succeeded"], { exitCode: 1 }, "unknown"],
  ["the guard's word, but no exit code", [...begun, "succeeded"], { exitCode: null }, "unknown"],
  ["exit code 0 without the guard's word", begun, { exitCode: 0 }, "unknown"],
  ["exit code 0 and nothing else", [], { exitCode: 0 }, "failed", "connect"],
  ["nothing at all", [], { exitCode: null, exited: false }, "unknown"],
  ["a lost connection", begun, { exitCode: null, exited: false }, "unknown"],
  ["a failed step", [...begun, "failed 1 3"], { exitCode: 1 }, "failed", "step"],
  [
    "a failed step, told before the connection was lost",
    [...begun, "failed 1 3"],
    { exitCode: null },
    "failed",
    "step",
  ],
  ["another deploy", ["busy 7"], { exitCode: 75 }, "failed", "busy"],
  ["a newer deploy", ["stale 8"], { exitCode: 76 }, "failed", "stale"],
  ["a full disk", ["unwritable"], { exitCode: 74 }, "failed", "step"],
  ["TERM from elsewhere", [...begun, "aborted"], { exitCode: 143 }, "failed", "step"],
  ["an abort", [...begun, "aborted"], { exitCode: 143, finding: abort }, "aborted"],
  ["an abort that came too late", [...begun, "succeeded"], { exitCode: 0, finding: abort }, "succeeded"],
  ["an abort after the step had failed", [...begun, "failed 1 3"], { exitCode: 1, finding: abort }, "failed", "step"],
  ["an abort whose processes live on", begun, { finding: { ...abort, alive: true } }, "unknown"],
  ["an abort nobody could look after", begun, { finding: { ...abort, looked: false } }, "unknown"],
  ["an abort before the guard began", [], { exitCode: null, finding: { ...abort, started: false } }, "aborted"],
  ["an abort of what may yet begin", [], { finding: { ...abort, started: false, ended: false } }, "unknown"],
  [
    "a timeout",
    [...begun, "aborted"],
    { exitCode: 143, finding: { ...abort, why: { cause: "timeout", step: "install", seconds: 10 } } },
    "failed",
    "timeout",
  ],
];

test.each(cases)("%s", (_what, told, ended, outcome, cause) => {
  const run = new DeployRun(command, watch);
  for (const line of told) run.takeControl(line.split(" "));
  const settled = settleDeploy({ run, target, exitCode: null, exited: true, finding: null, ...ended });
  expect(settled.outcome).toBe(outcome);
  if (settled.outcome === "failed") expect(settled.cause).toBe(cause);
});
