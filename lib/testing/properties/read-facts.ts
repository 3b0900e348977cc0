import type { Database } from "@/lib/db/client";
import type { RolloutState } from "@/lib/domain/rollout/states";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import type { MachineRecord } from "./machine-records";

export type RolloutFacts = {
  id: number;
  number: number;
  toRevision: string;
  state: RolloutState;
  slot: number;
  version: number;
  abortRequestedAt: Date | null;
  endedAt: Date | null;
  events: { id: number; event: RolloutEventName; from: RolloutState | null; to: RolloutState | null }[];
  deploys: DeployFacts[];
};

export type DeployFacts = {
  host: string;
  attempt: number;
  state: string;
  reason: string | null;
  startedAt: Date | null;
  workerId: string | null;
};

/** What the product says of one project at one moment, and what its machines have written until a moment later. */
export type Facts = {
  rollouts: RolloutFacts[];
  /** What the product says each host runs; null = nobody can tell. */
  hosts: Map<string, string | null>;
  machines: MachineRecord[];
};

/** Reads everything of a project in one transaction that sees one moment; `after` gives the first rollout, by its number. */
export async function readProjectFacts(db: Database, projectId: number, after = 0): Promise<Omit<Facts, "machines">> {
  return db.prisma.$transaction(
    async (tx) => {
      const rollouts = await tx.rollout.findMany({
        where: { projectId, number: { gt: after } },
        orderBy: { number: "asc" },
        include: {
          events: { orderBy: { id: "asc" } },
          hostDeploys: { include: { host: true }, orderBy: { id: "asc" } },
        },
      });
      const hosts = await tx.host.findMany({ where: { projectId } });
      return {
        rollouts: rollouts.map(({ hostDeploys, ...row }) => ({
          ...row,
          deploys: hostDeploys.map(({ host, ...deploy }) => ({ ...deploy, host: host.name })),
        })) as unknown as RolloutFacts[],
        hosts: new Map(hosts.map(({ name, currentRevision }) => [name, currentRevision])),
      };
    },
    { isolationLevel: "RepeatableRead", maxWait: 10_000, timeout: 30_000 },
  );
}
