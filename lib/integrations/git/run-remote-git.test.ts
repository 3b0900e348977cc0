import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { gitIn } from "@/lib/testing/git-in";
import { checkRepository } from "./check-repository";
import { createGitMirror } from "./git-mirror";
import { runGit } from "./run-git";
import { runRemoteGit } from "./run-remote-git";

/** What names mean here and now; whoever else looks them up finds nothing. */
const names = vi.hoisted(() => new Map<string, string>());
vi.mock("node:dns/promises", async (original) => {
  const real = await original<typeof import("node:dns/promises")>();
  const lookup = async (name: string) => {
    const address = names.get(name);
    return address === undefined ? real.lookup(name, { all: true }) : [{ address, family: 4 }];
  };
  return { ...real, lookup };
});

const folder = mkdtempSync(join(tmpdir(), "sauron remote "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, "repository");
mkdirSync(path);
const git = gitIn(path);
git("init", "--quiet", "--initial-branch=main");
git("commit", "--quiet", "--allow-empty", "--message", "one");
git("update-server-info");
const head = git("rev-parse", "HEAD");

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** The repository, as a plain web server gives it out. */
const giveOut: RequestListener = (request, response) => {
  const file = join(path, ".git", new URL(request.url ?? "/", "http://x").pathname.replace("/web.git", ""));
  if (existsSync(file)) response.end(readFileSync(file));
  else response.writeHead(404).end();
};

let mirrors = 0;
function mirrorOf(url: string) {
  mirrors += 1;
  return createGitMirror({ directory: join(folder, `mirror ${mirrors}`), url, trunk: "main" });
}

const listTrunk = (url: string) =>
  runRemoteGit(url, { args: ["ls-remote", "--", url, "refs/heads/main"], gitDir: null, timeoutSeconds: 20 });

test("git connects to the address that was looked at, whatever the name means by now", async () => {
  const asked: (string | undefined)[] = [];
  const port = await serve((request, response) => {
    asked.push(request.headers.host);
    giveOut(request, response);
  });
  for (const name of ["moved-meanwhile.invalid", "moved_meanwhile.invalid", "moved-meanwhile.invalid."]) {
    names.set(name, "127.0.0.1");
    expect(await mirrorOf(`http://ana:x@${name}:${port}/web.git`).fetchTrunk()).toEqual({ ok: true, head });
  }
  expect(asked).toContain(`moved_meanwhile.invalid:${port}`);
});

test("a name that is not known here is not looked up by git either", async () => {
  const url = "http://no-such-host.invalid/web.git";
  expect(await listTrunk(url)).toEqual({ ok: false, failure: { kind: "unknown-name" } });
});

test("a name that means an address of secrets at the time of a fetch is not connected to", async () => {
  const port = await serve(giveOut);
  const url = `http://turned.invalid:${port}/web.git`;
  names.set("turned.invalid", "127.0.0.1");
  const mirror = mirrorOf(url);
  expect(await mirror.fetchTrunk()).toMatchObject({ ok: true });
  names.set("turned.invalid", "169.254.169.254");
  const reason = "turned.invalid (169.254.169.254) is an address that Sauron does not connect to.";
  expect(await mirror.fetchTrunk()).toEqual({ ok: false, reason });
  expect(await mirror.checkOut("f".repeat(40), join(folder, "nothing"))).toMatchObject({ ok: false });
  expect(await checkRepository({ url, trunk: "main" })).toMatchObject({ obstacle: "address", text: reason });
});

describe("a server that sends elsewhere is not followed", () => {
  test.each([301, 302, 303, 307, 308])("%i", async (status) => {
    const arrived: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      arrived.push(request.url);
      giveOut(request, response);
    });
    const port = await serve((request, response) => {
      response.writeHead(status, { location: `http://localhost:${elsewhere}${request.url}` }).end();
    });
    const url = `http://127.0.0.1:${port}/web.git`;
    const reason = expect.stringContaining("sends to another address");
    expect(await mirrorOf(url).fetchTrunk()).toEqual({ ok: false, reason });
    expect(await checkRepository({ url, trunk: "main" })).toMatchObject({ obstacle: "address", text: reason });
    expect(arrived).toEqual([]);
  });

  test("not once in the middle of a fetch, nor to where it says that the rest of its objects are", async () => {
    const arrived: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      arrived.push(request.url);
      giveOut(request, response);
    });
    const port = await serve((request, response) => {
      const to = `http://localhost:${elsewhere}`;
      if (request.url?.includes("alternates")) response.end(`${to}/web.git/objects\n`);
      else if (request.url?.includes("/objects/")) response.writeHead(302, { location: to + request.url }).end();
      else giveOut(request, response);
    });
    expect(await mirrorOf(`http://127.0.0.1:${port}/web.git`).fetchTrunk()).toMatchObject({ ok: false });
    expect(arrived).toEqual([]);
  });

  test("not along thirty of them", async () => {
    let asked = 0;
    const port = await serve((_, response) => {
      asked += 1;
      response.writeHead(302, { location: asked < 30 ? `/${asked}/info/refs` : "http://169.254.169.254/" }).end();
    });
    expect(await listTrunk(`http://127.0.0.1:${port}/0`)).toMatchObject({ ok: false });
    expect(asked).toBe(1);
  });
});

test("git that was given no way reaches nobody", async () => {
  let asked = 0;
  const port = await serve((request, response) => {
    asked += 1;
    giveOut(request, response);
  });
  for (const url of [`http://127.0.0.1:${port}/web.git`, path, "ssh://127.0.0.1/x"]) {
    const listed = await runGit({ args: ["ls-remote", "--", url], gitDir: null, timeoutSeconds: 20 });
    expect(listed).toMatchObject({ ok: false, failure: { stderr: expect.stringContaining("not allowed") } });
  }
  expect(asked).toBe(0);
});

test("an address that the user's git knows by another one is looked at as that one", async () => {
  const port = await serve(giveOut);
  const config = join(folder, "gitconfig");
  const rewrite = (to: string, from: string) => `[url "${to}"]\n\tinsteadOf = ${from}\n`;
  const here = `http://127.0.0.1:${port}/`;
  writeFileSync(config, rewrite(here, "ssh://git@shop/") + rewrite("http://169.254.169.254/", "https://harmless/"));
  vi.stubEnv("HOME", folder);
  writeFileSync(join(folder, ".gitconfig"), readFileSync(config));
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  expect(await mirrorOf("ssh://git@shop/web.git").fetchTrunk()).toEqual({ ok: true, head });
  expect(await listTrunk("https://harmless/web.git")).toMatchObject({ ok: false, failure: { kind: "refused" } });
});
