import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateKey } from "@/demo/machines/generate-key";
import { startMachineServer } from "@/demo/machines/machine-server";
import type { ProjectFileHost } from "@/lib/contracts/parse-project-file";
import { startWire, type Wire } from "@/lib/testing/ssh/start-wire";

export type Machines = {
  hosts: ProjectFileHost[];
  /** Path of the key that may log in. */
  privateKey: string;
  /** Where each host has its home, by its name. */
  directory: string;
  /** The network to each host, in the order of `hosts`. */
  wires: Wire[];
  /** Lets no program on a host write to a file, as on a full disk, until it is told otherwise. */
  fillDisk(host: number, isFull: boolean): void;
  /** How often each host was deployed, by its own account, in the order of `hosts`. */
  countStarts(): number[];
  /** Hosts on which a process of the newest deploy is alive. */
  listBusy(): string[];
  /** The process group of each host's newest deploy, 0 = none yet, in the order of `hosts`. */
  listGroups(): number[];
  close(): Promise<void>;
};

/**
 * A deploy that leaves a trace on the host when it starts and when it has ended, and when another is at work there at the
 * same time, and prints something all the while.
 */
export function describeTrace(seconds: number): {
  name: string;
  script: string;
  timeout: number;
  retries: number;
  retryPause: number;
} {
  const script = `set -e
tell() { echo "$1 $SAURON_ROLLOUT $SAURON_REVISION $(date +%s)" >> trace; }
exec 8> at-work
if command -v flock >/dev/null && ! flock -n 8; then tell clash; fi
tell start
left=${Math.round(seconds * 5)}
while [ "$left" -gt 0 ]; do echo "still at work, $left"; sleep 0.2 8>&-; left=$((left - 1)); done
echo "$SAURON_REVISION" > revision
tell end
`;
  return { name: "work", script, timeout: 60, retries: 0, retryPause: 1 };
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
  const full = new Set<number>();
  const servers = await Promise.all(
    names.map((name, index) => {
      const home = join(directory, name);
      mkdirSync(home);
      const ailment = () => (full.has(index) ? "trap '' XFSZ; ulimit -f 0; " : "");
      return startMachineServer({ port: 0, hostKey: host.privateKey, home, authorizedKey: client.publicKey, ailment });
    }),
  );
  const wires = await Promise.all(servers.map(({ port }) => startWire(port)));
  const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");
  const groupOf = (name: string) => {
    const marker = read(join(directory, name, ".sauron-host", project, "marker"));
    return Number(/^pgid=(\d+)$/m.exec(marker)?.[1] ?? 0);
  };
  return {
    hosts: names.map((name, index) => ({
      name,
      address: "127.0.0.1",
      port: wires[index]?.port ?? 0,
      user: "deploy",
      labels: {},
      hostKeys: [host.fingerprint],
    })),
    privateKey,
    directory,
    wires,
    fillDisk: (index, isFull) => void (isFull ? full.add(index) : full.delete(index)),
    countStarts: () => names.map((name) => read(join(directory, name, "trace")).split("start").length - 1),
    listBusy: () => names.filter((name) => hasLivingGroup(groupOf(name))),
    listGroups: () => names.map(groupOf),
    async close() {
      await Promise.all([...wires, ...servers].map((each) => each.close()));
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
