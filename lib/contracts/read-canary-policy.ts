import { type CanaryPolicy, canaryPolicySchema } from "./canary-policy";
import { readYaml } from "./yaml-source";

/**
 * What the text of a project file says of the canary, with every default filled in; null when it cannot be read any more.
 * Many versions are read one after the other, and files with hundreds of hosts are slow to read: where it can be, the part
 * is cut out first.
 */
export function readCanaryPolicy(source: string): CanaryPolicy | null {
  const { value } = readYaml(cutPart(source));
  if (typeof value !== "object" || value === null) return null;
  return canaryPolicySchema.safeParse("canary" in value ? (value.canary ?? {}) : {}).data ?? null;
}

/** The lines of the part, or the whole text when it is not written in lines of its own or leads elsewhere. */
function cutPart(source: string): string {
  const lines = source.split("\n");
  const from = lines.findIndex((line) => line.startsWith("canary:"));
  if (from < 0) return source;
  const length = lines.slice(from + 1).findIndex((line) => /^[^\s#]/.test(line));
  const part = lines.slice(from, length < 0 ? undefined : from + 1 + length).join("\n");
  return /[*]|<</.test(part) ? source : part;
}
