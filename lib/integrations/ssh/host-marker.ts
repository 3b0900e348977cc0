import type { ProbeAnswer } from "./fleet-ssh";

type Reached = Extract<ProbeAnswer, { reached: true }>;
type LastDeploy = NonNullable<Reached["lastDeploy"]>;

export type HostMarker = {
  lastDeploy: LastDeploy | null;
  /** Whether processes of the newest deploy still live. */
  alive: boolean;
  /** Revision of the last deploy that succeeded. */
  goodRevision: string | null;
  /** Deploys with this number or a lower one that have not begun never will. */
  closed: bigint;
};

/** Reads what `report_marker` tells; null when it is not complete. */
export function parseHostMarker(text: string): HostMarker | null {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const at = line.indexOf("=");
    if (at > 0) fields.set(line.slice(0, at), line.slice(at + 1));
  }
  const recorded = fields.get("state");
  if (!fields.has("alive") || recorded === undefined) return null;
  const alive = fields.get("alive") === "yes";
  const state = settleState(recorded, alive);
  return {
    alive,
    goodRevision: decode(fields.get("good")),
    closed: BigInt(fields.get("closed") || 0),
    lastDeploy: state && {
      rollout: Number(fields.get("rollout")),
      revision: decode(fields.get("revision")) ?? "",
      fence: BigInt(fields.get("fence") || 0),
      step: decode(fields.get("step")),
      state,
      exitCode: fields.get("exit") ? Number(fields.get("exit")) : null,
    },
  };
}

/** What a recorded state means now that its processes live or do not. */
function settleState(recorded: string, alive: boolean): LastDeploy["state"] | null {
  if (recorded === "succeeded" || recorded === "failed") return recorded;
  if (recorded === "running") return alive ? "running" : "interrupted";
  if (recorded === "aborting") return alive ? "running" : "aborted";
  return null;
}

function decode(text: string | undefined): string | null {
  return text ? decodeURIComponent(text) : null;
}
