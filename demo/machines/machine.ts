import type { SshKey } from "./generate-key";

/** One machine of the demo's fleet, as it is remembered between starts. */
export type Machine = {
  name: string;
  region: string;
  /** canary: gets a rollout first. web: the rest. */
  role: "canary" | "web";
  sshPort: number;
  /** Where its service listens. */
  servicePort: number;
  hostKey: SshKey;
};

export const regions = ["eu-west", "us-east"] as const;

/** Names and places of `count` machines: the first is the canary, the regions take turns. */
export function nameMachines(count: number): Pick<Machine, "name" | "region" | "role">[] {
  return Array.from({ length: count }, (_, index) => {
    const region = regions[index % regions.length] ?? regions[0];
    const serial = String(Math.floor(index / regions.length) + 1).padStart(2, "0");
    return { name: `${region}-${serial}`, region, role: index === 0 ? "canary" : "web" };
  });
}
