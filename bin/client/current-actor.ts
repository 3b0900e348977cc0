import { userInfo } from "node:os";
import type { Environment } from "@/lib/config/environment";

/** Who speaks through the command line: SAURON_ACTOR, or the user of the system. */
export function currentActor(environment: Pick<Environment, "actor">): string {
  if (environment.actor) return environment.actor;
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return "command line";
  }
}
