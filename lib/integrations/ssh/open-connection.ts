import { connect, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { NodeSSH } from "node-ssh";
import type { Client, KexAlgorithm, ParsedKey, ServerHostKeyAlgorithm } from "ssh2";
import type { HostObstacle } from "@/lib/domain/setup/obstacles";
import { answerWith } from "../network/answer-with";
import { resolveHost } from "../network/resolve-host";
import { fingerprintOf } from "./fingerprint";
import type { SshTarget } from "./fleet-ssh";

/** Time to reach a host, and again to agree on keys and log in. */
export const connectTimeoutMs = 10_000;

/** P-256 first: it is the fastest here. No finite-field groups: they block the event loop. */
const keyExchanges: KexAlgorithm[] = [
  "ecdh-sha2-nistp256",
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
];

const hostKeyFamilies: ServerHostKeyAlgorithm[][] = [
  ["ssh-ed25519"],
  ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
  ["rsa-sha2-512", "rsa-sha2-256"],
];

export type ConnectFailure = {
  opened: false;
  cause: "connect" | "host-key" | "auth";
  /** What exactly stood in the way, so that help can be given. */
  obstacle: HostObstacle;
  reason: string;
};
export type Opened = { opened: true; client: Client; socket: Duplex; hostKey: HostKey } | ConnectFailure;

/** A way to a host on which nobody has spoken yet; each try takes a new one. Rejects when there is none. */
export type OpenWay = () => Promise<Duplex>;

/** The key a host showed. */
export type HostKey = { fingerprint: string; type: string };

/**
 * A logged-in connection to a host whose key is pinned, or why there is none. A host shows one of its keys only; when
 * that one is not pinned the others are asked for, since any pinned one will do.
 */
export async function openConnection(
  target: SshTarget,
  key: ParsedKey,
  openWay: OpenWay = () => openSocket(target),
): Promise<Opened> {
  if (target.hostKeys.length === 0) return refuseUnknownKey(target);
  const seen: string[] = [];
  let families = hostKeyFamilies;
  for (;;) {
    const attempt = await tryConnection(target, key, { openWay, hostKeyTypes: families.flat() });
    if ("client" in attempt) return { opened: true, ...attempt };
    if (attempt.refusedKey) seen.push(attempt.refusedKey.fingerprint);
    const type = attempt.refusedKey?.type;
    families = families.filter((family) => !type || !family.some((name) => isOfFamily(name, type)));
    const ranOut = !attempt.refusedKey || families.length === 0;
    if (seen.length > 0 && ranOut) return refuseChangedKey(target, seen);
    if (ranOut) return describeFailure(target, attempt.error);
  }
}

/** The key a host shows first, without logging in; nothing is trusted by it. */
export async function scanHostKey(
  target: SshTarget,
  key: ParsedKey,
  openWay: OpenWay,
): Promise<{ hostKey: HostKey } | ConnectFailure> {
  const way = { openWay, hostKeyTypes: hostKeyFamilies.flat() };
  const attempt = await tryConnection({ ...target, hostKeys: [] }, key, way);
  if ("error" in attempt) {
    return attempt.refusedKey ? { hostKey: attempt.refusedKey } : describeFailure(target, attempt.error);
  }
  attempt.client.end();
  return { hostKey: attempt.hostKey };
}

type Attempt = { client: Client; socket: Duplex; hostKey: HostKey } | { error: Error; refusedKey: HostKey | null };

async function tryConnection(
  target: SshTarget,
  key: ParsedKey,
  { openWay, hostKeyTypes }: { openWay: OpenWay; hostKeyTypes: ServerHostKeyAlgorithm[] },
): Promise<Attempt> {
  let shownKey: HostKey | null = null;
  let refusedKey: HostKey | null = null;
  let socket: Duplex | null = null;
  try {
    socket = await openWay();
    const ssh = new NodeSSH();
    const ready = ssh.connect({
      sock: socket,
      username: target.user,
      readyTimeout: connectTimeoutMs,
      algorithms: { kex: keyExchanges, serverHostKey: hostKeyTypes },
      authHandler: offerOnce({ type: "publickey", username: target.user, key }),
      hostVerifier: (shown: Buffer) => {
        shownKey = { fingerprint: fingerprintOf(shown), type: readKeyType(shown) };
        if (target.hostKeys.includes(shownKey.fingerprint)) return true;
        refusedKey = shownKey;
        return false;
      },
    } as Parameters<NodeSSH["connect"]>[0]);
    const client = ssh.connection;
    // node-ssh takes its own listener away once connected; without one a reset of an idle connection ends the process.
    client?.on("error", () => {});
    await ready;
    if (!client || !shownKey || ssh.connection !== client) throw new Error("the connection was closed at once");
    return { client, socket, hostKey: shownKey };
  } catch (error) {
    socket?.destroy();
    return { error: error instanceof Error ? error : new Error(String(error)), refusedKey };
  }
}

/** What an address stands for is not connected to, or is nothing. */
class LookUpError extends Error {
  readonly obstacle: HostObstacle;

  constructor(cause: "refused" | "unknown") {
    super(cause === "refused" ? "it is at an address that Sauron does not connect to" : "its name is not known");
    this.obstacle = cause === "refused" ? "address" : "unknown-name";
  }
}

/**
 * A connection to what the address stands for now, which is looked at first. ssh2 leaves Nagle's algorithm on, which
 * costs 40 ms for each command, and has no connect timeout of its own.
 */
export function openSocket({ address, port }: Pick<SshTarget, "address" | "port">): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    let socket: Socket | null = null;
    let isOver = false;
    const fail = (error: Error) => {
      isOver = true;
      clearTimeout(timer);
      socket?.destroy();
      reject(error);
    };
    const timer = setTimeout(() => fail(new Error("timeout")), connectTimeoutMs);
    void resolveHost(address).then((resolved) => {
      if (isOver) return;
      if (!resolved.ok) return fail(new LookUpError(resolved.cause));
      const opening = connect({ host: address, port, noDelay: true, lookup: answerWith(resolved.addresses) });
      socket = opening;
      opening.once("error", fail);
      opening.once("connect", () => {
        clearTimeout(timer);
        opening.removeAllListeners("error");
        resolve(opening);
      });
    });
  });
}

/** Says good-bye and lets what was written still go out. */
export function closeSoon(client: Client, socket: Duplex): void {
  client.end();
  if (socket instanceof Socket) socket.destroySoon();
  else socket.destroy();
}

function offerOnce(offer: { type: "publickey"; username: string; key: ParsedKey }): () => typeof offer | false {
  let offered = false;
  return () => {
    if (offered) return false;
    offered = true;
    return offer;
  };
}

function readKeyType(publicKey: Buffer): string {
  return publicKey.subarray(4, 4 + publicKey.readUInt32BE(0)).toString();
}

function isOfFamily(algorithm: string, type: string): boolean {
  return algorithm === type || (type === "ssh-rsa" && algorithm.startsWith("rsa-"));
}

function refuseUnknownKey(target: SshTarget): ConnectFailure {
  const reason = `The host key of ${describeAddress(target)} is not known. Add its fingerprint to the project file (hostKey) or to the known_hosts file it names.`;
  return { opened: false, cause: "host-key", obstacle: "unknown-key", reason };
}

function refuseChangedKey(target: SshTarget, seen: string[]): ConnectFailure {
  const reason = `The host key of ${describeAddress(target)} is not the pinned one: it showed ${seen.join(", ")}, expected ${target.hostKeys.join(" or ")}. Nothing was run.`;
  return { opened: false, cause: "host-key", obstacle: "changed-key", reason };
}

function describeFailure(target: SshTarget, error: Error): ConnectFailure {
  const where = describeAddress(target);
  const { level } = error as { level?: string };
  if (level === "client-authentication") {
    const reason = `${where} does not accept the key for user ${target.user}.`;
    return { opened: false, cause: "auth", obstacle: "login-refused", reason };
  }
  if (/timed? ?out/i.test(error.message)) {
    const reason = `${where} did not answer within ${connectTimeoutMs / 1000} s.`;
    return { opened: false, cause: "connect", obstacle: "silent", reason };
  }
  if (/no matching|algorithm/i.test(error.message)) {
    const reason = `${where} offers no key exchange, cipher or key type that Sauron speaks (${error.message}).`;
    return { opened: false, cause: "connect", obstacle: "no-common-algorithm", reason };
  }
  const [obstacle, what] = error instanceof LookUpError ? [error.obstacle, error.message] : describeSocketError(error);
  return { opened: false, cause: "connect", obstacle, reason: `${where} cannot be reached: ${what}.` };
}

const socketErrors: Record<string, [obstacle: HostObstacle, what: string]> = {
  ECONNREFUSED: ["refused", "the connection was refused"],
  ECONNRESET: ["broken-off", "the connection was cut"],
  EHOSTUNREACH: ["no-route", "there is no route to it"],
  ENETUNREACH: ["no-route", "there is no route to its network"],
};

function describeSocketError(error: Error): [obstacle: HostObstacle, what: string] {
  return socketErrors[(error as NodeJS.ErrnoException).code ?? ""] ?? ["broken-off", error.message];
}

function describeAddress(target: SshTarget): string {
  return `${target.name} (${target.address}:${target.port})`;
}
