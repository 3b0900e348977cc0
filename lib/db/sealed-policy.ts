import type { SecretKey } from "@/lib/config/secret-keys";
import type { CheckInput } from "@/lib/contracts/checks";
import { maskProjectFile } from "@/lib/contracts/mask-project-file";
import type { Policy } from "@/lib/contracts/project-file";
import { hideSecrets } from "@/lib/domain/repository/repository-url";
import { isSealed, openSecret, sealSecret } from "./sealed-secrets";

/**
 * The secrets of a project file are its variables and what stands before the `@` of its repository's address. They are
 * stored sealed, each by itself; everything else stays readable for SQL.
 */
function changeSecrets(
  policy: Policy,
  change: (secret: string) => string,
  changeAddress: (url: string) => string = change,
): Policy {
  const changeAll = (env: Record<string, string>) =>
    Object.fromEntries(Object.entries(env).map(([name, value]) => [name, change(value)]));
  return {
    ...policy,
    repository: { ...policy.repository, url: changeAddress(policy.repository.url) },
    deploy: { ...policy.deploy, env: changeAll(policy.deploy.env) },
    tests: { ...policy.tests, env: changeAll(policy.tests.env) },
  };
}

/** The stored form of a policy. */
export function sealPolicy(policy: Policy, keys?: SecretKey[]): Policy {
  return changeSecrets(
    policy,
    (value) => sealSecret(value, keys),
    (url) => sealAddress(url, keys),
  );
}

/** A stored policy as it was. */
export function openPolicy(stored: unknown, keys?: SecretKey[]): Policy {
  return changeSecrets(stored as Policy, (value) => openSecret(value, keys));
}

/** An address is sealed when it has a secret in it; openSecret() gives it back either way. */
export function sealAddress(url: string, keys?: SecretKey[]): string {
  return hideSecrets(url) === url ? url : sealSecret(url, keys);
}

/** The text of a project file is sealed as a whole when something in it may not be shown. */
export function sealSource(source: string, keys?: SecretKey[]): string {
  return maskProjectFile(source) === source ? source : sealSecret(source, keys);
}

export function sealCheckInput(input: CheckInput): CheckInput {
  return input.kind === "repository" ? { ...input, url: sealAddress(input.url) } : input;
}

export function openCheckInput(stored: unknown): CheckInput {
  const input = stored as CheckInput;
  return input.kind === "repository" ? { ...input, url: openSecret(input.url) } : input;
}

/** Whether every secret of a stored policy is sealed with the key that seals now. */
export function isSealedPolicy(stored: Policy, keys: SecretKey[]): boolean {
  let isWhole = true;
  const look = (value: string) => {
    isWhole &&= isSealed(value, keys);
    return value;
  };
  changeSecrets(stored, look, (url) => (hideSecrets(openSecret(url, keys)) === url ? url : look(url)));
  return isWhole;
}
