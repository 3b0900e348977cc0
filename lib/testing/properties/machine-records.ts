import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a machine itself has written down, see `describeTrace`. */
export type MachineRecord = {
  host: string;
  /** What it runs; null = nothing was deployed yet. */
  revision: string | null;
  entries: { what: "start" | "end" | "clash"; rollout: number; revision: string; at: number }[];
};

/** Reads what the machines have written under `directory`, a folder for each. */
export function readMachineRecords(directory: string, hosts: string[]): MachineRecord[] {
  return hosts.map((host) => {
    const read = (file: string) => {
      const path = join(directory, host, file);
      return existsSync(path) ? readFileSync(path, "utf8") : "";
    };
    const entries = [...read("trace").matchAll(/^(start|end|clash) (\d+) (\S+) (\d+)$/gm)].map(
      ([, what, rollout, revision, at]) => ({
        what: what as MachineRecord["entries"][number]["what"],
        rollout: Number(rollout),
        revision: revision ?? "",
        at: Number(at) * 1000,
      }),
    );
    return { host, revision: read("revision").trim() || null, entries };
  });
}
