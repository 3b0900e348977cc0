import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { join } from "node:path";

/** Where an address leads by the configuration of a person's ssh. */
export type ResolvedAlias = {
  address: string;
  port: number;
  /** Null = it names no other than the person's own. */
  user: string | null;
};

/** OpenSSH answers within milliseconds, unless its configuration asks programs that do not. */
const timeoutMilliseconds = 5000;

/**
 * Asks OpenSSH what an address stands for in a person's configuration (`ssh -G`), which ssh2 does not read. Blocks, so
 * it is for command lines.
 * @param config by default `~/.ssh/config`
 * @returns null when there is no such file, or it cannot be asked: the address stands as it is written
 * @source ssh(1), `-G`; ssh_config(5)
 */
export function resolveAlias(address: string, config = join(homedir(), ".ssh", "config")): ResolvedAlias | null {
  if (!existsSync(config)) return null;
  const asked = spawnSync("ssh", ["-G", "-F", config, "--", address], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: timeoutMilliseconds,
  });
  if (asked.status !== 0) return null;
  const options = new Map(asked.stdout.split("\n").map(readOption));
  const user = options.get("user");
  return {
    address: options.get("hostname") ?? address,
    port: Number(options.get("port") ?? 22),
    user: user === undefined || user === userInfo().username ? null : user,
  };
}

function readOption(line: string): [string, string] {
  const [name = "", ...values] = line.split(" ");
  return [name, values.join(" ")];
}
