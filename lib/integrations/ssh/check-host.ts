import type { Client, ParsedKey } from "ssh2";
import type { HostFinding } from "@/lib/contracts/checks";
import { describeHostHelp } from "@/lib/domain/setup/describe-obstacle";
import type { HostObstacle } from "@/lib/domain/setup/obstacles";
import type { SshTarget } from "./fleet-ssh";
import {
  type ConnectFailure,
  closeSoon,
  type HostKey,
  type OpenWay,
  openConnection,
  openSocket,
  scanHostKey,
} from "./open-connection";
import { openForward } from "./open-forward";
import { PrivateKeys } from "./private-keys";

/** Time a host has to say who is logged in. */
const answerMs = 10_000;

/** A fixed text: what comes from outside is never part of it. */
const whoAmI = "id -un";

/**
 * Looks at a host as a deploy would: reach it, compare its key with the pinned ones, log in, run a command. A host
 * without pinned keys only shows its key: nobody logs in before a person has compared the fingerprint.
 */
export async function checkHost(target: SshTarget): Promise<HostFinding> {
  // What lies behind a jump host is known there by its name.
  const [door, ...behind] = target.jump ? [target.jump, target] : [target];
  const key = await new PrivateKeys().read(target.privateKeyPath).catch((error: Error) => error.message);
  if (typeof key === "string") return failed("private-key", key);
  if (behind.length === 0) return lookAt(target, key, () => openSocket(door));
  const jump = await openConnection({ ...door, privateKeyPath: target.privateKeyPath }, key);
  if (!jump.opened) return failed(jump.obstacle, `The jump host is in the way: ${jump.reason}`);
  try {
    return await lookAt(target, key, () => openForward(jump.client, door.name, target));
  } finally {
    closeSoon(jump.client, jump.socket);
  }
}

async function lookAt(target: SshTarget, key: ParsedKey, openWay: OpenWay): Promise<HostFinding> {
  if (target.hostKeys.length === 0) {
    const scanned = await scanHostKey(target, key, openWay);
    return "hostKey" in scanned ? askToPin(target, scanned.hostKey) : describeFailure(scanned);
  }
  const opened = await openConnection(target, key, openWay);
  if (!opened.opened) return describeFailure(opened);
  try {
    return describeLogin(target, opened.hostKey, await askWhoIsLoggedIn(opened.client));
  } finally {
    closeSoon(opened.client, opened.socket);
  }
}

/** Null when the host does not say. */
function askWhoIsLoggedIn(client: Client): Promise<string | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), answerMs);
    const settle = (answer: string | null) => {
      clearTimeout(timer);
      resolve(answer);
    };
    client.once("close", () => settle(null));
    client.exec(whoAmI, (error, channel) => {
      if (error) return settle(null);
      let said = "";
      let code: number | null = null;
      channel.on("error", () => settle(null));
      channel.on("exit", (status: number | null) => {
        code = status;
      });
      channel.on("data", (chunk: Buffer) => {
        if (said.length < 1000) said += chunk.toString();
      });
      channel.stderr.resume();
      channel.on("close", () => settle(code === 0 ? said.trim() : null));
    });
  });
}

function describeLogin(target: SshTarget, hostKey: HostKey, user: string | null): HostFinding {
  if (user === null || !/^[\w.@\\-]{1,100}$/.test(user)) {
    return failed("no-command", `${target.name} lets user ${target.user} in, but does not run a command for them.`);
  }
  return { state: "passed", text: `Reached and logged in as ${user}; the host key is the pinned one.`, hostKey, user };
}

function askToPin(target: SshTarget, hostKey: HostKey): HostFinding {
  const text = `${target.name} shows the ${hostKey.type} key ${hostKey.fingerprint}. It is not pinned yet, so nobody has logged in.`;
  return { state: "unconfirmed", text, hostKey, help: describeHostHelp("unknown-key") };
}

function describeFailure({ obstacle, reason }: ConnectFailure): HostFinding {
  return failed(obstacle, reason);
}

function failed(obstacle: HostObstacle, text: string): HostFinding {
  return { state: "failed", obstacle, text, help: describeHostHelp(obstacle) };
}
