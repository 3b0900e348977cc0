import type { HostDeployView } from "@/lib/contracts/views";

/** Which host states come first: those that need a look. */
export const hostStateOrder = [
  "failed",
  "unknown",
  "running",
  "queued",
  "succeeded",
  "skipped",
] as const satisfies readonly HostDeployView["state"][];
