import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { generateKey } from "@/demo/machines/generate-key";
import { type ServerChannel, startMachineServer } from "@/demo/machines/machine-server";
import { streamEventsCommand } from "@/lib/integrations/ci/gerrit-stream";

export type Gerrit = {
  port: number;
  user: string;
  /** Path of the key that may log in. */
  privateKey: string;
  hostKey: string;
  /** How many listen to `gerrit stream-events` now. */
  countListeners(): number;
  untilListeners(count: number, seconds?: number): Promise<void>;
  /** Writes these bytes to everybody who listens. */
  write(bytes: string | Uint8Array): void;
  /** One event, as Gerrit writes it: one line of JSON. */
  tell(event: object): void;
  /** What is written on standard error before the command ends with 1, in the place of a stream; null = it streams. */
  refusal: string | null;
  /** Ends the command for everybody who listens, as Gerrit does when it is stopped. */
  endCommands(): void;
  close(): Promise<void>;
};

/** An SSH server that answers `gerrit stream-events` as Gerrit does, and no other command. */
export async function startGerrit(): Promise<Gerrit> {
  const directory = mkdtempSync(join(tmpdir(), "gerrit "));
  const privateKey = join(directory, "client_key");
  const clientKey = generateKey("client");
  writeFileSync(privateKey, clientKey.privateKey, { mode: 0o600 });
  const hostKey = generateKey("host");
  const listeners = new Set<ServerChannel>();
  const server = await startMachineServer({
    port: 0,
    hostKey: hostKey.privateKey,
    home: directory,
    authorizedKey: clientKey.publicKey,
    user: "sauron",
    answer(command, channel) {
      channel.on("error", () => {});
      const refusal = command === streamEventsCommand ? gerrit.refusal : `fatal: gerrit: ${command}: not found`;
      if (refusal !== null) {
        channel.stderr.write(`${refusal}\n`);
        endWith(channel, 1);
        return;
      }
      listeners.add(channel);
      channel.once("close", () => listeners.delete(channel));
      channel.resume();
    },
  });
  const gerrit: Gerrit = {
    port: server.port,
    user: "sauron",
    privateKey,
    hostKey: hostKey.fingerprint,
    refusal: null,
    countListeners: () => listeners.size,
    async untilListeners(count, seconds = 15) {
      await vi.waitFor(
        () => {
          if (listeners.size !== count) throw new Error(`${listeners.size} listen, not ${count}`);
        },
        { timeout: seconds * 1000, interval: 20 },
      );
    },
    write(bytes) {
      for (const channel of listeners) channel.write(bytes);
    },
    tell: (event) => gerrit.write(`${JSON.stringify(event)}\n`),
    endCommands() {
      for (const channel of listeners) endWith(channel, 0);
    },
    async close() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return gerrit;
}

function endWith(channel: ServerChannel, code: number): void {
  channel.exit(code);
  channel.end();
}
