import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { hostileNames } from "@/lib/testing/hostile-names";
import { checkRepository } from "./check-repository";
import { createGitMirror } from "./git-mirror";

const bait = "sauron-git-bait";
const names = hostileNames(bait);

const folder = realpathSync(mkdtempSync(join(tmpdir(), "sauron hostile ")));
const path = join(folder, "repository");
const calls = join(folder, "calls");
mkdirSync(path);
mkdirSync(join(folder, "bin"));

const realGit = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
const git = (...args: string[]) =>
  execFileSync(realGit, ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", ...args], { cwd: path });
git("init", "--quiet", "--initial-branch=main");
git("commit", "--quiet", "--allow-empty", "--message", "one");
const head = git("rev-parse", "HEAD").toString().trim();

// Git itself, which first writes down what it was called with.
const recorder = `#!/bin/sh\nprintf '%s\\0' "$@" >> "${calls}"\nprintf '\\0' >> "${calls}"\nexec "${realGit}" "$@"\n`;
writeFileSync(join(folder, "bin", "git"), recorder, { mode: 0o755 });
const { PATH } = process.env;
vi.stubEnv("PATH", `${join(folder, "bin")}:${PATH}`);
vi.stubEnv("HOME", folder);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => writeFileSync(calls, ""));

/** The arguments of each call of git since the test began. */
const readCalls = () =>
  readFileSync(calls, "utf8")
    .split("\0\0")
    .slice(0, -1)
    .map((call) => call.split("\0"));

/** A program that was run in spite of all leaves this file wherever it ran. */
const isBaitTaken = () =>
  [process.cwd(), homedir(), folder, path, join(path, ".git"), ...readdirSync(folder).map((name) => join(folder, name))]
    .map((place) => join(place, bait))
    .some(existsSync);

const isAllowed = (name: string) => spawnSync(realGit, ["check-ref-format", `refs/heads/${name}`]).status === 0;

test("there are at least sixty", () => expect(names.length).toBeGreaterThanOrEqual(60));

test.each([
  ["that git allows", names.filter(isAllowed)],
  ["that git does not allow", names.filter((name) => !isAllowed(name))],
])(
  "a branch with a name %s is that branch or none, and runs nothing",
  { timeout: 120_000 },
  async (_what, branches) => {
    expect(branches.length).toBeGreaterThan(5);
    const directory = join(folder, "mirror.git");
    await createGitMirror({ directory, url: path, trunk: "main" }).fetchTrunk();
    for (const trunk of branches) {
      if (isAllowed(trunk)) git("update-ref", `refs/heads/${trunk}`, head);
      writeFileSync(calls, "");
      const fetched = await createGitMirror({ directory, url: path, trunk }).fetchTrunk();
      expect([trunk, fetched]).toEqual([
        trunk,
        isAllowed(trunk) ? { ok: true, head } : expect.objectContaining({ ok: false }),
      ]);
      const fetch = readCalls().find((call) => call.includes("fetch"));
      expect(fetch?.slice(fetch.indexOf("--"))).toEqual(["--", path, `+refs/heads/${trunk}:refs/sauron/trunk`]);
      const checked = await checkRepository({ url: path, trunk });
      expect([trunk, checked.state]).toEqual([trunk, isAllowed(trunk) ? "passed" : "failed"]);
      expect(new Set(readCalls().map(findCommand))).toEqual(
        new Set(["ls-remote", "fetch", ...(isAllowed(trunk) ? ["rev-parse", "init", "log"] : [])]),
      );
    }
    expect(isBaitTaken()).toBe(false);
  },
);

test("a commit with such a name is refused, and git never hears of it", async () => {
  const mirror = createGitMirror({ directory: join(folder, "mirror.git"), url: path, trunk: "main" });
  const refused = { code: "bad-request" };
  for (const sha of names) {
    await expect(mirror.isOnTrunk(sha, head)).rejects.toMatchObject(refused);
    await expect(mirror.isOnTrunk(head, sha)).rejects.toMatchObject(refused);
    await expect(mirror.listTrunk({ after: null, head: sha, limit: 1 })).rejects.toMatchObject(refused);
    await expect(mirror.listTrunk({ after: sha, head, limit: 1 })).rejects.toMatchObject(refused);
    expect(() => mirror.checkOut(sha, join(folder, "files"))).toThrow(expect.objectContaining(refused));
  }
  expect(
    readCalls().filter((call) => names.some((name) => name !== "-c" && name !== "--" && call.includes(name))),
  ).toEqual([]);
  expect(isBaitTaken()).toBe(false);
});

test("a repository with such an address is refused before git is called", async () => {
  for (const url of names) {
    const mirror = createGitMirror({ directory: join(folder, "other.git"), url, trunk: "main" });
    expect(await mirror.fetchTrunk()).toMatchObject({ ok: false });
    expect(await checkRepository({ url, trunk: "main" })).toMatchObject({ state: "failed", obstacle: "address" });
  }
  expect(readCalls()).toEqual([]);
  expect(isBaitTaken()).toBe(false);
});

/** The first argument that is neither an option nor the value of one. */
function findCommand(call: string[]): string | undefined {
  return call.find((argument, index) => !argument.startsWith("-") && call[index - 1] !== "-c");
}
