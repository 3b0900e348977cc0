import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKey } from "@/demo/machines/generate-key";
import { startMachineServer } from "@/demo/machines/machine-server";
import type { SshTarget } from "@/lib/integrations/ssh/fleet-ssh";
import { findHostKeys } from "@/lib/integrations/ssh/known-hosts";
import { startOpenSsh } from "./start-openssh";

export type SshWorld = {
  target: SshTarget;
  /** Belongs to this world alone; its name holds a space. */
  directory: string;
  close(): Promise<void>;
};

export const sshServers = ["openssh", "machine server"] as const;

/** A running SSH server of the kind, and a target that may log in to it. */
export async function startSshWorld(kind: (typeof sshServers)[number]): Promise<SshWorld> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "ssh world ")));
  const clientKey = generateKey("client");
  const privateKeyPath = join(directory, "client_key");
  writeFileSync(privateKeyPath, clientKey.privateKey, { mode: 0o600 });
  const start = kind === "openssh" ? startRealServer : startDemoServer;
  const server = await start(directory, clientKey.publicKey);
  return {
    directory,
    target: { name: "host-1", address: "127.0.0.1", privateKeyPath, ...server.login },
    async close() {
      await server.close();
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startRealServer(directory: string, publicKey: string) {
  const server = await startOpenSsh(join(directory, "sshd"), publicKey);
  const hostKeys = findHostKeys(`[127.0.0.1]:${server.port} ${server.hostKey}`, "127.0.0.1", server.port);
  return {
    login: { port: server.port, user: server.user, hostKeys },
    close: server.close,
  };
}

async function startDemoServer(directory: string, publicKey: string) {
  const hostKey = generateKey("host");
  const server = await startMachineServer({
    port: 0,
    hostKey: hostKey.privateKey,
    home: directory,
    authorizedKey: publicKey,
  });
  return {
    login: { port: server.port, user: "deploy", hostKeys: [hostKey.fingerprint] },
    close: server.close,
  };
}
