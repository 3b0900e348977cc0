import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKey } from "@/demo/machines/generate-key";
import { startMachineServer } from "@/demo/machines/machine-server";
import type { ProjectFileHost } from "@/lib/contracts/parse-project-file";

export type Machines = {
  hosts: ProjectFileHost[];
  /** Path of the key that may log in. */
  privateKey: string;
  /** How often each host was deployed, by its own account, in the order of `hosts`. */
  countStarts(): number[];
  /** Hosts on which a process of the newest deploy is alive. */
  listBusy(): string[];
  /** The process group of each host's newest deploy, 0 = none yet, in the order of `hosts`. */
  listGroups(): number[];
  close(): Promise<void>;
};

/** A deploy that leaves a trace on the host when it starts, and prints something all the while. */
export function describeTrace(seconds: number): { name: string; script: string; timeout: number; retries: number } {
  const script = `set -e
echo start >> trace
left=${Math.round(seconds * 5)}
while [ "$left" -gt 0 ]; do echo "still at work, $left"; sleep 0.2; left=$((left - 1)); done
echo "$SAURON_REVISION" > revision
`;
  return { name: "work", script, timeout: 60, retries: 0 };
}

/** Prints the revision that `describeTrace` has written. */
export const readRevision = ["cat", "revision"];

/** So many machines reached over real SSH, with a real shell and a home of its own behind each. */
export async function startMachines(project: string, count: number): Promise<Machines> {
  const directory = mkdtempSync(join(tmpdir(), "sauron machines "));
  const client = generateKey("client");
  const host = generateKey("host");
  const privateKey = join(directory, "client-key");
  writeFileSync(privateKey, client.privateKey, { mode: 0o600 });
  const names = Array.from({ length: count }, (_, index) => `web-${index + 1}`);
  const servers = await Promise.all(
    names.map((name) => {
      const home = join(directory, name);
      mkdirSync(home);
      return startMachineServer({ port: 0, hostKey: host.privateKey, home, authorizedKey: client.publicKey });
    }),
  );
  const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");
  const groupOf = (name: string) => {
    const marker = read(join(directory, name, ".sauron-host", project, "marker"));
    return Number(/^pgid=(\d+)$/m.exec(marker)?.[1] ?? 0);
  };
  return {
    hosts: names.map((name, index) => ({
      name,
      address: "127.0.0.1",
      port: servers[index]?.port ?? 0,
      user: "deploy",
      labels: {},
      hostKeys: [host.fingerprint],
    })),
    privateKey,
    countStarts: () => names.map((name) => read(join(directory, name, "trace")).split("start").length - 1),
    listBusy: () => names.filter((name) => hasLivingGroup(groupOf(name))),
    listGroups: () => names.map(groupOf),
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function hasLivingGroup(pgid: number): boolean {
  if (pgid <= 1) return false;
  try {
    process.kill(-pgid, 0);
    return true;
  } catch {
    return false;
  }
}
