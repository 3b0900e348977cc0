import { describe, expect, test } from "vitest";
import { describeGitFailure } from "./describe-git-failure";
import type { GitFailure } from "./run-git";

const target = { url: "git@example.org:web.git", trunk: "main" };
const exit = (stderr: string): GitFailure => ({ kind: "exit", code: 128, stderr });

describe("describeGitFailure", () => {
  const cases: [failure: GitFailure, sentence: RegExp][] = [
    [exit("fatal: couldn't find remote ref refs/heads/main\n"), /has no branch "main"/],
    [exit("ssh: Could not resolve hostname example.org: Name or service not known\n"), /not known by that name/],
    [
      exit(
        "No ED25519 host key is known.\nHost key verification failed.\nfatal: Could not read from remote repository.",
      ),
      /SSH host key/,
    ],
    [exit("git@example.org: Permission denied (publickey).\n"), /does not accept the credentials/],
    [
      exit("fatal: could not read Username for 'https://example.org': terminal prompts disabled"),
      /does not accept the credentials/,
    ],
    [exit("ERROR: Repository not found.\nfatal: Could not read from remote repository."), /There is no git repository/],
    [exit("ssh: connect to host example.org port 22: Connection timed out"), /does not answer/],
    [exit("error: object abc: missingAuthor\nfatal: fsck error in packed object"), /is damaged/],
    [exit("fatal: detected dubious ownership in repository at '/x'"), /belongs to another user/],
    [
      exit("warning: one\nfatal: something new from https://ana:pw@example.org/\n"),
      /: something new from https:\/\/\*\*\*@example\.org\/$/,
    ],
    [exit(""), /exit code 128$/],
    [{ kind: "timeout", seconds: 120 }, /no answer from git@example\.org:web\.git within 120 s/],
    [{ kind: "start", message: "sauron: 1: git: not found" }, /^Git is not installed/],
    [{ kind: "start", message: "spawn EAGAIN" }, /cannot be started: spawn EAGAIN/],
    [{ kind: "flood" }, /more than can be read/],
    [{ kind: "stopped" }, /was stopped/],
  ];
  test.each(cases)("%j -> %s", (failure, sentence) => {
    expect(describeGitFailure(failure, target)).toMatch(sentence);
  });
});
