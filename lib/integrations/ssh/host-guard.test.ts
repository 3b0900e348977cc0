import { describe, expect, test } from "vitest";
import type { DeployCommand } from "./fleet-ssh";
import { buildDeployCommand, buildProbeCommand, buildStopCommand, maximumCommandBytes } from "./host-guard";
import { guardProgram, probeProgram, stopProgram } from "./host-programs";
import { quotePosix } from "./quote-posix";

const command: DeployCommand = {
  project: "web",
  rollout: 12,
  revision: "it's $(here)",
  fence: 7n,
  steps: [
    { name: "fetch", run: ["git", "fetch", "--", "a b"], timeout: 10, retries: 2, retryPause: 1 },
    { name: "switch", script: 'ln -sfn "$SAURON_REVISION" current', timeout: 10, retries: 0, retryPause: 1 },
  ],
  env: { APP_ENV: "live" },
  graceSeconds: 10,
};

describe("a word for a POSIX shell", () => {
  const words: [value: string, word: string][] = [
    ["plain-word_1./:=@%+,", "plain-word_1./:=@%+,"],
    ["", "''"],
    ["two words", "'two words'"],
    ["it's", `'it'\\''s'`],
    ["a\\b", `'a'\\\\'b'`],
    ["$(x) `y` ;&|<>*?~#!", "'$(x) `y` ;&|<>*?~#!'"],
    ["line\nbreak", "'line\nbreak'"],
  ];
  test.each(words)("%j", (value, word) => {
    expect(quotePosix(value)).toBe(word);
  });
});

describe("the command that deploys", () => {
  const text = buildDeployCommand({ command, host: "host-1", nonce: "abc", hostState: "/var/lib/a b" });

  test("gives values as quoted assignments to the fixed program, and the steps as one argument", () => {
    const steps = [
      `with_environment() { exec env APP_ENV=live SAURON_PROJECT=web SAURON_ROLLOUT=12 ${quotePosix("SAURON_REVISION=it's $(here)")} SAURON_HOST=host-1 /bin/sh -c "$@"; }`,
      `step_1() { with_environment 'exec "$@"' sauron git fetch -- 'a b'; }`,
      `step_2() { with_environment 'ln -sfn "$SAURON_REVISION" current' switch; }`,
      "run_steps() {\nattempt_step 1 fetch 2 1 ''\nattempt_step 2 switch 0 1 ''\n}",
    ].join("\n");
    expect(text).toBe(
      [
        "exec env SAURON_GUARD_PROJECT=web SAURON_GUARD_NONCE=abc SAURON_GUARD_ROLLOUT=12",
        quotePosix("SAURON_GUARD_REVISION=it's%20%24(here)"),
        "SAURON_GUARD_FENCE=7",
        quotePosix("SAURON_HOST_STATE=/var/lib/a b"),
        `/bin/sh -c ${quotePosix(guardProgram)} sauron ${quotePosix(steps)}`,
      ].join(" "),
    );
  });

  test("leaves the place of the state to the host unless told", () => {
    expect(buildDeployCommand({ command, host: "h", nonce: "n", hostState: null })).not.toContain("SAURON_HOST_STATE=");
  });

  test("is refused when it is longer than a host takes", () => {
    const long = { ...command, env: { LONG: "x".repeat(maximumCommandBytes) } };
    expect(() => buildDeployCommand({ command: long, host: "h", nonce: "n", hostState: null })).toThrow(/bytes/);
  });
});

test("the command that asks names the project and quotes the command for the revision", () => {
  const asked = { project: "web", close: null, hostState: null };
  expect(buildProbeCommand({ ...asked, revisionCommand: null })).toBe(
    `exec env SAURON_GUARD_PROJECT=web /bin/sh -c ${quotePosix(probeProgram)} sauron '' ''`,
  );
  expect(buildProbeCommand({ ...asked, close: 7n, revisionCommand: null })).toMatch(/ sauron '' 7$/);
  expect(buildProbeCommand({ ...asked, revisionCommand: ["cat", "a b"] })).toContain(
    quotePosix(`print_revision() { /bin/sh -c 'exec "$@"' sauron cat 'a b'; }`),
  );
});

test("the command that stops gives the grace and the fence number", () => {
  const question = { project: "web", graceSeconds: 2.5, hostState: null };
  const start = `exec env SAURON_GUARD_PROJECT=web /bin/sh -c ${quotePosix(stopProgram)} sauron`;
  expect(buildStopCommand({ ...question, fence: 7n })).toBe(`${start} 3 7`);
  expect(buildStopCommand({ ...question, fence: null })).toBe(`${start} 3 ''`);
});
