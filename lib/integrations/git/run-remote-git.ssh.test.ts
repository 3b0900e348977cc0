import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { findRepositoryServer } from "@/lib/domain/repository/repository-server";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "@/lib/testing/ssh/start-openssh";
import { type SshWorld, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import { checkRepository } from "./check-repository";
import { findSshWay } from "./find-ssh-way";

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
names.set("git.invalid", "127.0.0.1").set("turned.invalid", "169.254.169.254");

describe.runIf(hasOpenSsh())("git over ssh", () => {
  let world: SshWorld;
  let server: OpenSshServer;
  let path: string;

  beforeAll(async () => {
    world = await startSshWorld("openssh");
    server = await startOpenSsh(join(world.directory, "git"), world.publicKey);
    path = join(world.directory, "repository");
    mkdirSync(path);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", ...args], { cwd: path });
    git("init", "--quiet", "--initial-branch=main");
    git("commit", "--quiet", "--allow-empty", "--message", "one");
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  /** What the user that Sauron runs as has written for ssh. */
  function configure(known: string, lines: string[] = []): void {
    const quoted = (name: string) => `"${join(world.directory, name)}"`;
    writeFileSync(join(world.directory, "known"), known);
    const usual = [`IdentityFile ${quoted("client_key")}`, `UserKnownHostsFile ${quoted("known")}`, "ForwardAgent yes"];
    writeFileSync(join(world.directory, "config"), [...lines, "Host *", "BatchMode yes", ...usual, ""].join("\n"));
    vi.stubEnv("GIT_SSH_COMMAND", `ssh -F ${quoted("config")}`);
  }

  const urlOf = (host: string) => `ssh://${server.user}@${host}:${server.port}${encodeURI(path)}`;
  const look = (url: string) => checkRepository({ url, trunk: "main" });
  const knownAs = (name: string) => `[${name}]:${server.port} ${server.hostKey}\n`;

  test("connects to the address that was looked at, and asks for the key that is known by the name", async () => {
    configure(knownAs("git.invalid"));
    expect(await look(urlOf("git.invalid"))).toMatchObject({ state: "passed" });
    configure(knownAs("127.0.0.1"));
    expect(await look(urlOf("git.invalid"))).toMatchObject({ obstacle: "host-key" });
  });

  test("a name that only ssh's configuration knows leads where that says", async () => {
    configure(knownAs("git.invalid"), ["Host shop", "HostName git.invalid", `Port ${server.port}`]);
    expect(await look(`${server.user}@shop:${path}`)).toMatchObject({ state: "passed" });
  });

  test("what the configuration calls the key is kept", async () => {
    configure(`store ${server.hostKey}\n`, ["Host git.invalid", "HostKeyAlias store"]);
    expect(await look(urlOf("git.invalid"))).toMatchObject({ state: "passed" });
  });

  test("addresses of secrets are not connected to, by whatever name", async () => {
    configure("", ["Host shop", "HostName turned.invalid"]);
    for (const host of ["turned.invalid", "shop", "169.254.169.254", "[fd00:ec2::254]", "2852039166"]) {
      expect([host, await look(urlOf(host))]).toMatchObject([host, { obstacle: "address" }]);
    }
    expect(await look("[169.254.169.254:22]:x")).toMatchObject({ obstacle: "address" });
    expect(await look("git@nobody-knows.invalid:x")).toMatchObject({ obstacle: "unknown-name" });
  });

  test("nobody there is lent the user's keys, and what lies behind another server is known there", async () => {
    configure("", ["Host behind.invalid", "ProxyJump git.invalid"]);
    const way = (url: string) => findSshWay(findRepositoryServer(url) ?? expect.unreachable());
    expect(await way("git@behind.invalid:x")).toEqual({ ok: true, options: ["ForwardAgent=no"] });
    const pinned = ["ForwardAgent=no", "HostName=127.0.0.1", "HostKeyAlias=git.invalid"];
    expect(await way("git@git.invalid:x")).toEqual({ ok: true, options: pinned });
  });

  test("another program than OpenSSH is given none of its options, and no address of secrets", async () => {
    const program = join(world.directory, "other");
    writeFileSync(program, `#!/bin/sh\necho "$@" >> "${program} asked"\nexit 1\n`, { mode: 0o755 });
    vi.stubEnv("GIT_SSH_COMMAND", `"${program}"`);
    expect(await findSshWay(findRepositoryServer("git@git.invalid:x") ?? expect.unreachable())).toEqual({
      ok: true,
      options: [],
    });
    expect(await look("git@turned.invalid:x")).toMatchObject({ obstacle: "address" });
  });
});
