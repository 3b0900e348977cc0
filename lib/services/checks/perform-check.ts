import type { CheckFinding, CheckInput } from "@/lib/contracts/checks";
import { expandHome } from "@/lib/integrations/files/expand-home";
import { checkRepository } from "@/lib/integrations/git/check-repository";
import { checkHost } from "@/lib/integrations/ssh/check-host";

/** Looks at a repository or a host from this machine, with this machine's keys. */
export function performCheck(input: CheckInput, signal?: AbortSignal): Promise<CheckFinding> {
  if (input.kind === "repository") {
    return checkRepository({ url: expandHome(input.url), trunk: input.trunk }, signal);
  }
  const { kind: _, jump, privateKey, ...host } = input;
  return checkHost({
    ...host,
    privateKeyPath: expandHome(privateKey),
    ...(jump && { jump: { ...jump, name: jump.address } }),
  });
}
