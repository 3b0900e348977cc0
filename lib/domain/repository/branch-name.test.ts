import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isBranchName } from "./branch-name";

const names = [
  ...["main", "release/2026-11", "feature/ä", "v1.2", "a@b", "@x", "a-b_c+d", "a.lockx", "HEAD/x", "x/HEAD"],
  ...["", "-x", "/a", "a/", "a//b", ".a", "a/.b", "a.", "a.lock", "a.lock/b", "a..b", "a@{b", "HEAD"],
  ...["a b", "a~b", "a^b", "a:b", "a?b", "a*b", "a[b", "a\\b", "a\tb", "a\u007fb", "refs/heads/x"],
];

test.each(names)("%j is a branch name for us when it is one for git", (name) => {
  const git = spawnSync("git", ["check-ref-format", "--branch", name], { cwd: "/" });
  expect(isBranchName(name)).toBe(git.status === 0);
});

test("one that is longer than any host allows is none", () => {
  expect(isBranchName("a".repeat(201))).toBe(false);
});
