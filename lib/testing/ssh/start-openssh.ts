import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";

export const sshdPath = "/usr/sbin/sshd";

export type OpenSshServer = {
  port: number;
  user: string;
  /** Line of a known_hosts file without the host. */
  hostKey: string;
  close(): Promise<void>;
};

/**
 * OpenSSH's own server on a free loopback port, for the current user, with everything in `directory`, which is
 * the home of its commands. Rejects with what sshd said when it does not come up.
 */
export async function startOpenSsh(directory: string, authorizedKey: string): Promise<OpenSshServer> {
  mkdirSync(directory, { recursive: true });
  const keyFile = join(directory, "host_key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", keyFile]);
  writeFileSync(join(directory, "authorized_keys"), `${authorizedKey}\n`);
  // As root, sshd wants the directory that the system's start script makes.
  if (userInfo().uid === 0 && process.platform === "linux") mkdirSync("/run/sshd", { recursive: true });
  const port = await findFreePort();
  const configuration = join(directory, "sshd_config");
  writeFileSync(configuration, describeServer(directory, port));
  const child = spawn(sshdPath, ["-D", "-e", "-f", configuration], { stdio: ["ignore", "ignore", "pipe"] });
  await untilListening(child);
  return {
    port,
    user: userInfo().username,
    hostKey: readFileSync(`${keyFile}.pub`, "utf8").trim(),
    close: () => end(child),
  };
}

export function hasOpenSsh(): boolean {
  return existsSync(sshdPath);
}

function describeServer(directory: string, port: number): string {
  return [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey "${join(directory, "host_key")}"`,
    "PidFile none",
    `AuthorizedKeysFile "${join(directory, "authorized_keys")}"`,
    "StrictModes no",
    "UsePAM no",
    "PasswordAuthentication no",
    "PermitRootLogin prohibit-password",
    "MaxStartups 100:30:200",
    "LogLevel INFO",
    // A home of its own: what a user's shell does at each login is no part of a test, and the guard writes here.
    `SetEnv "HOME=${directory}"`,
    "",
  ].join("\n");
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function untilListening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Server listening")) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`sshd ended with ${code}: ${said}`)));
  });
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
