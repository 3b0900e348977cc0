import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKey } from "@/demo/machines/generate-key";
import { type MachineServer, startMachineServer } from "@/demo/machines/machine-server";

/**
 * Child process of a benchmark: so many SSH machines in one process, told to the parent as `{ privateKeyPath,
 * fingerprint, ports }`. Ends with its parent.
 */
const count = Number(process.argv[2]);
const directory = mkdtempSync(join(tmpdir(), "sauron-bench-"));
const client = generateKey("client");
const host = generateKey("host");
const privateKeyPath = join(directory, "key");
writeFileSync(privateKeyPath, client.privateKey, { mode: 0o600 });
const servers: MachineServer[] = [];
for (let index = 0; index < count; index++) {
  const home = join(directory, `machine-${index}`);
  mkdirSync(home);
  servers.push(await startMachineServer({ port: 0, hostKey: host.privateKey, home, authorizedKey: client.publicKey }));
}
process.send?.({ privateKeyPath, fingerprint: host.fingerprint, ports: servers.map((server) => server.port) });
process.once("disconnect", async () => {
  await Promise.all(servers.map((server) => server.close()));
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
});
