import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKey } from "@/demo/machines/generate-key";
import { startMachineServer } from "@/demo/machines/machine-server";
import type { SshTarget } from "@/lib/integrations/ssh/fleet-ssh";
import { findHostKeys } from "@/lib/integrations/ssh/known-hosts";
import { hasOpenSsh, sshdPath, startOpenSsh } from "./start-openssh";

export type SshWorld = {
  target: SshTarget;
  /** Whoever is to log in with the target's key has this one. */
  publicKey: string;
  /** Belongs to this world alone; its name holds a space. */
  directory: string;
  close(): Promise<void>;
};

type SshServerKind = "openssh" | "machine server";

/** The servers that tests run against: OpenSSH's is left out, and that is said, where it is not installed. */
export const sshServers: SshServerKind[] = hasOpenSsh() ? ["openssh", "machine server"] : ["machine server"];
if (!hasOpenSsh()) process.stderr.write(`Not tested against OpenSSH: there is no ${sshdPath}.\n`);

/** A running SSH server of the kind, and a target that may log in to it. */
export async function startSshWorld(kind: SshServerKind): Promise<SshWorld> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "ssh world ")));
  const clientKey = generateKey("client");
  const privateKeyPath = join(directory, "client_key");
  writeFileSync(privateKeyPath, clientKey.privateKey, { mode: 0o600 });
  const start = kind === "openssh" ? startRealServer : startDemoServer;
  const server = await start(directory, clientKey.publicKey);
  return {
    directory,
    publicKey: clientKey.publicKey,
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
