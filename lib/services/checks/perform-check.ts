import { homedir } from "node:os";
import { join } from "node:path";
import type { CheckFinding, CheckInput } from "@/lib/contracts/checks";
import { checkRepository } from "@/lib/integrations/git/check-repository";
import { checkHost } from "@/lib/integrations/ssh/check-host";

/** Looks at a repository or a host from this machine, with this machine's keys. */
export function performCheck(input: CheckInput, signal?: AbortSignal): Promise<CheckFinding> {
  if (input.kind === "repository") {
    return checkRepository({ url: resolveHome(input.url), trunk: input.trunk }, signal);
  }
  const { name, address, port, user, hostKeys, privateKey } = input;
  return checkHost({ name, address, port, user, hostKeys, privateKeyPath: resolveHome(privateKey) });
}

function resolveHome(path: string): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}
