import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { gitIn } from "@/lib/testing/git-in";
import { createGitMirror, type GitMirrorOptions } from "./git-mirror";
import { describeRepositoryMirror } from "./repository-mirror.contract";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "sauron git ")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

/** A real repository with a work tree, in a path with spaces. */
function createRepository(options: string[] = []) {
  count += 1;
  const path = join(folder, `repository ${count}`);
  const git = gitIn(path);
  mkdirSync(path);
  git("init", "--quiet", "--initial-branch=main", ...options);
  const land = (message: string) => {
    git("commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD");
  };
  return { path, git, land, mirrorDirectory: join(folder, `mirrors ${count}`, "web.git") };
}

type Repository = ReturnType<typeof createRepository>;

function mirrorOf(repository: Repository, options: Partial<GitMirrorOptions> = {}) {
  return createGitMirror({ directory: repository.mirrorDirectory, url: repository.path, trunk: "main", ...options });
}

/** Processes of git's that still talk to a server. */
function listTransports(url: string): string[] {
  const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
  return processes.filter((line) => line.includes(url));
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describeRepositoryMirror("git's mirror", () => {
  const repository = createRepository();
  return {
    mirror: mirrorOf(repository),
    land: repository.land,
    propose(message) {
      repository.git("switch", "--quiet", "--create", "proposed");
      const sha = repository.land(message);
      repository.git("switch", "--quiet", "main");
      return sha;
    },
    rewind: (commits) => repository.git("reset", "--quiet", "--hard", `HEAD~${commits}`),
    break: () => renameSync(repository.path, `${repository.path} gone`),
  };
});

describe("git's mirror", () => {
  let repository: Repository;
  beforeEach(() => {
    repository = createRepository();
  });

  test("a checkout holds the files of its commit and runs no hook; one left by a crash is no obstacle", async () => {
    writeFileSync(join(repository.path, "file"), "old");
    repository.git("add", "file");
    const old = repository.land("old");
    writeFileSync(join(repository.path, "file"), "new");
    repository.git("add", "file");
    const mirror = mirrorOf(repository);
    await mirror.fetchTrunk();
    const hook = join(repository.mirrorDirectory, "hooks", "post-checkout");
    mkdirSync(join(repository.mirrorDirectory, "hooks"), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\ntouch '${join(folder, "hook ran")}'\n`, { mode: 0o755 });
    // Landed after the last fetch: the mirror brings itself up to date.
    const head = repository.land("new");
    const place = join(folder, "checkout");
    expect(await mirror.checkOut(head, place)).toEqual({ ok: true });
    expect(readFileSync(join(place, "file"), "utf8")).toBe("new");
    rmSync(place, { recursive: true });
    await mirror.removeCheckOut(place);
    expect(await mirror.checkOut(old, place)).toEqual({ ok: true });
    expect(readFileSync(join(place, "file"), "utf8")).toBe("old");
    await mirror.removeCheckOut(place);
    expect(existsSync(join(folder, "hook ran"))).toBe(false);
    expect(existsSync(join(repository.mirrorDirectory, "worktrees"))).toBe(false);
  });

  test("lists only first parents of merges, and counts only them as trunk", async () => {
    const base = repository.land("base");
    repository.git("switch", "--quiet", "--create", "side");
    const side = repository.land("on a side branch");
    repository.git("switch", "--quiet", "main");
    const direct = repository.land("on the trunk");
    repository.git("merge", "--quiet", "--no-ff", "--message", "merge", "side");
    const head = repository.git("rev-parse", "HEAD");
    const mirror = mirrorOf(repository);
    await mirror.fetchTrunk();
    const listed = await mirror.listTrunk({ after: base, head, limit: 10 });
    expect(listed.map((commit) => commit.sha)).toEqual([direct, head]);
    expect(await mirror.isOnTrunk(direct, head)).toBe(true);
    expect(await mirror.isOnTrunk(side, head)).toBe(false);
  });

  test("a trunk that became a second parent is no longer the trunk", async () => {
    const base = repository.land("base");
    const old = repository.land("old trunk");
    repository.git("switch", "--quiet", "--create", "side", base);
    repository.land("side");
    repository.git("merge", "--quiet", "--no-ff", "--message", "the wrong way round", "main");
    repository.git("branch", "--force", "main", "side");
    const mirror = mirrorOf(repository);
    const fetched = await mirror.fetchTrunk();
    const head = fetched.ok ? fetched.head : "";
    expect(await mirror.isOnTrunk(old, head)).toBe(false);
    expect(await mirror.isOnTrunk(base, head)).toBe(true);
  });

  test("names and messages of any bytes come as text", async () => {
    repository.git(
      "-c",
      "user.name=Zoë 🚀",
      "commit",
      "--quiet",
      "--allow-empty",
      "--message",
      "naïve\n\n  indented\u2028\n",
    );
    const latin = join(repository.path, "message");
    writeFileSync(latin, Buffer.from([0x63, 0x61, 0x66, 0xe9]));
    repository.git("commit", "--quiet", "--allow-empty", "--file", latin);
    const mirror = mirrorOf(repository);
    const fetched = await mirror.fetchTrunk();
    const listed = await mirror.listTrunk({ after: null, head: fetched.ok ? fetched.head : "", limit: 10 });
    expect(listed.map(({ author, message }) => ({ author, message }))).toEqual([
      { author: "Zoë 🚀", message: "naïve\n\n  indented\u2028" },
      { author: "Ana", message: expect.stringMatching(/^caf./) },
    ]);
  });

  test("fetches the trunk alone: no other branch, no tag", async () => {
    repository.land("one");
    repository.git("tag", "v1");
    repository.git("branch", "other");
    await mirrorOf(repository).fetchTrunk();
    const refs = execFileSync("git", ["--git-dir", repository.mirrorDirectory, "for-each-ref", "--format=%(refname)"]);
    expect(refs.toString()).toBe("refs/sauron/trunk\n");
  });

  test("a trunk renamed below its own old name is followed", async () => {
    repository.land("one");
    await mirrorOf(repository).fetchTrunk();
    repository.git("branch", "--move", "main", "aside");
    repository.git("branch", "--move", "aside", "main/next");
    expect(await mirrorOf(repository, { trunk: "main/next" }).fetchTrunk()).toMatchObject({ ok: true });
  });

  test("a repository with sha-256 names", async () => {
    const long = createRepository(["--object-format=sha256"]);
    const sha = long.land("one");
    expect(sha).toHaveLength(64);
    const mirror = mirrorOf(long);
    expect(await mirror.fetchTrunk()).toEqual({ ok: true, head: sha });
    expect(await mirror.listTrunk({ after: null, head: sha, limit: 1 })).toMatchObject([{ sha }]);
  });

  test("two that make the mirror at once make one whole mirror and leave nothing beside it", async () => {
    const head = repository.land("one");
    const fetched = await Promise.all([1, 2].map(() => mirrorOf(repository).fetchTrunk()));
    expect(fetched.filter((each) => each.ok).length).toBeGreaterThan(0);
    expect(await mirrorOf(repository).fetchTrunk()).toEqual({ ok: true, head });
    expect(readdirSync(join(repository.mirrorDirectory, ".."))).toEqual(["web.git"]);
  });

  test("a deleted mirror is made again", async () => {
    const head = repository.land("one");
    await mirrorOf(repository).fetchTrunk();
    rmSync(repository.mirrorDirectory, { recursive: true });
    expect(await mirrorOf(repository).fetchTrunk()).toEqual({ ok: true, head });
  });

  test("file:// and http:// addresses", async () => {
    const head = repository.land("one");
    const asFile = `file://${encodeURI(repository.path)}`;
    expect(await mirrorOf(repository, { url: asFile }).fetchTrunk()).toEqual({ ok: true, head });
    repository.git("update-server-info");
    const url = await serve((request, response) => {
      const path = join(repository.path, ".git", new URL(request.url ?? "/", "http://x").pathname);
      if (existsSync(path)) response.end(readFileSync(path));
      else response.writeHead(404).end();
    });
    const directory = `${repository.mirrorDirectory} over http`;
    expect(await mirrorOf(repository, { url, directory }).fetchTrunk()).toEqual({ ok: true, head });
  });

  test("hooks that get into the mirror are not run", async () => {
    repository.land("one");
    await mirrorOf(repository).fetchTrunk();
    const ran = join(folder, "hook ran");
    mkdirSync(join(repository.mirrorDirectory, "hooks"), { recursive: true });
    writeFileSync(join(repository.mirrorDirectory, "hooks", "reference-transaction"), `#!/bin/sh\n: > "${ran}"\n`, {
      mode: 0o755,
    });
    const head = repository.land("two");
    expect(await mirrorOf(repository).fetchTrunk()).toEqual({ ok: true, head });
    expect(existsSync(ran)).toBe(false);
  });

  test("variables that point git elsewhere have no effect", async () => {
    const head = repository.land("one");
    const traces = join(folder, "trace");
    vi.stubEnv("GIT_DIR", join(folder, "nowhere"));
    vi.stubEnv("GIT_TRACE", traces);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(await mirrorOf(repository).fetchTrunk()).toEqual({ ok: true, head });
    expect(existsSync(traces)).toBe(false);
  });
});

test("without git there is a sentence, not a crash", async () => {
  vi.stubEnv("PATH", folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const mirror = createGitMirror({ directory: join(folder, "none.git"), url: "/repository", trunk: "main" });
  expect(await mirror.fetchTrunk()).toEqual({ ok: false, reason: "Git is not installed, or not on the PATH." });
});

describe("git's mirror says in one sentence why", () => {
  const url = (text: string) => ({ url: text });
  const cases: [name: string, options: Partial<GitMirrorOptions>, reason: RegExp][] = [
    [
      "a transport that runs programs",
      url("ext::sh -c touch% /tmp/x"),
      /^Addresses of the kind ext:: are not allowed\.$/,
    ],
    ["an address that is an option", url("--upload-pack=touch x"), /begins with a dash/],
    ["an ssh host that is an option", url("ssh://-oProxyCommand=x/y"), /names no host/],
    ["an unknown scheme", url("ftp://example.org/x.git"), /must begin with https:/],
    ["a word", url("repository"), /neither a URL nor a path/],
    ["no repository there", url(join(folder, "missing")), /^There is no git repository at .*missing\.$/],
    ["nobody listens", url("http://127.0.0.1:1/x.git"), /^http:\/\/127\.0\.0\.1:1\/x\.git refuses the connection\.$/],
    [
      "a password in the address",
      url("http://ana:hunter2@127.0.0.1:1/x.git"),
      /^http:\/\/\*\*\*@127\.0\.0\.1:1\/x\.git refuses/,
    ],
    ["no such branch", { trunk: "trunk" }, /has no branch "trunk"\.$/],
  ];
  test.each(cases)("%s", async (_name, options, reason) => {
    const repository = createRepository();
    repository.land("one");
    const fetched = await mirrorOf(repository, options).fetchTrunk();
    expect(fetched).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
    expect(JSON.stringify(fetched)).not.toContain("hunter2");
  });

  test("a server that asks for a password", async () => {
    const asking = await serve((_request, response) => response.writeHead(401, { "www-authenticate": "Basic" }).end());
    const fetched = await mirrorOf(createRepository(), { url: asking }).fetchTrunk();
    expect(fetched).toEqual({ ok: false, reason: expect.stringMatching(/does not accept the credentials/) });
  });

  test("a server that never answers", async () => {
    const silent = await serve(() => {});
    const fetched = await mirrorOf(createRepository(), { url: silent, fetchTimeoutSeconds: 0.3 }).fetchTrunk();
    expect(fetched).toEqual({ ok: false, reason: expect.stringMatching(/got no answer from .* within 0\.3 s\.$/) });
  });

  test("stopped while it waits", async () => {
    const stopping = new AbortController();
    const silent = await serve(() => stopping.abort());
    const fetched = await mirrorOf(createRepository(), { url: silent, signal: stopping.signal }).fetchTrunk();
    expect(fetched).toEqual({ ok: false, reason: "Reading the repository was stopped." });
    expect(listTransports(silent)).toEqual([]);
  });

  test("a folder that cannot be written", async () => {
    const repository = createRepository();
    repository.land("one");
    writeFileSync(join(folder, "a file"), "");
    const fetched = await mirrorOf(repository, { directory: join(folder, "a file", "web.git") }).fetchTrunk();
    expect(fetched).toEqual({ ok: false, reason: expect.stringMatching(/^The mirror in .* cannot be written: /) });
  });

  test("outside text is never taken for an option or a ref", async () => {
    const mirror = mirrorOf(createRepository());
    for (const word of ["--all", "main", "HEAD", "abc1234", ""]) {
      await expect(mirror.isOnTrunk(word, word)).rejects.toMatchObject({ code: "bad-request" });
      await expect(mirror.listTrunk({ after: null, head: word, limit: 1 })).rejects.toMatchObject({
        code: "bad-request",
      });
    }
  });
});
