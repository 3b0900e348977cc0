import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { gitIn } from "@/lib/testing/git-in";
import { checkRepository } from "./check-repository";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "sauron check ")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, "the repository");
mkdirSync(path);
const git = gitIn(path);
git("init", "--quiet", "--initial-branch=main");
writeFileSync(join(path, "a file"), "text\n");
git("add", ".");
git("commit", "--quiet", "--message", "First commit");
git("commit", "--quiet", "--allow-empty", "--message", "Second\n\nBecause.");
const head = git("rev-parse", "HEAD");

test("the trunk's head and newest commit are told", async () => {
  expect(await checkRepository({ url: path, trunk: "main" })).toMatchObject({
    state: "passed",
    head,
    commit: { subject: "Second", author: "Ana" },
  });
});

test("a branch that is not there is told, with the one that is", async () => {
  const finding = await checkRepository({ url: path, trunk: "trunk" });
  expect(finding).toMatchObject({ state: "failed", obstacle: "no-branch", defaultBranch: "main" });
  expect(finding.text).toContain('no branch "trunk"');
});

test("a branch whose name only ends like the trunk's is another", async () => {
  git("branch", "feature/trunk");
  expect(await checkRepository({ url: path, trunk: "trunk" })).toMatchObject({ obstacle: "no-branch" });
});

const failures: [what: string, url: string, obstacle: string][] = [
  ["a path without a repository", join(folder, "nothing"), "no-repository"],
  ["an address that would run a program", "ext::sh -c id", "address"],
  ["an address that would be an option", "--upload-pack=id", "address"],
  ["a scheme that is not for repositories", "gopher://git.example.org/web.git", "address"],
  ["an address in the range of cloud metadata", "http://169.254.169.254/web.git", "address"],
  ["the same, written as one number", "http://2852039166/web.git", "address"],
  ["a port at which nothing listens", "http://127.0.0.1:9/web.git", "refused"],
  ["a name nobody knows", "https://no-such-host.invalid/web.git", "unknown-name"],
];

test.each(failures)("%s: %s", async (_what, url, obstacle) => {
  const finding = await checkRepository({ url, trunk: "main" });
  expect(finding).toMatchObject({ state: "failed", obstacle });
});

test("a password in the address is not repeated", async () => {
  const finding = await checkRepository({ url: "http://ana:secret@127.0.0.1:9/web.git", trunk: "main" });
  expect(JSON.stringify(finding)).not.toContain("secret");
});
