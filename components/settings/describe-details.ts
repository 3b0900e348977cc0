import { spellOut } from "@/components/settings/spell-out";
import { describeDuration } from "@/lib/domain/describe-duration";

/** What goes from one value to another, where the details of an act say only `before` and `after`. */
const changed: Record<string, string> = {
  setMode: "mode",
  applyProjectFile: "version",
  createProject: "version",
  restoreProjectFile: "version",
  startRollout: "revision",
  startRollback: "revision",
};

/** Names of details whose own words say too little. */
const names: Record<string, string> = {
  again: "as version",
  commitCount: "commits",
  drops: "hosts that are dropped",
  ended: "sessions ended",
  isRepeated: "asked before",
  markBad: "marked as bad",
  replace: "takes the place of one that works",
  seconds: "for",
  thenRollBack: "then rolled back to",
};

/**
 * The details of an act as lines for a person: "mode: manual → automatic". What is not known is told by its own words; in
 * which way somebody acted (`by`) stands beside the name.
 */
export function describeDetails(action: string, { by, ...details }: Record<string, unknown>): string[] {
  const { before, after, ...others } = details;
  const isPair = "before" in details && "after" in details;
  const pair = isPair ? [`${changed[action] ?? "changed"}: ${describeChange({ before, after })}`] : [];
  const rest = Object.entries(isPair ? others : details);
  return [...pair, ...rest.map(([name, value]) => `${names[name] ?? spellOut(name)}: ${describeValue(value, name)}`)];
}

function describeChange({ before, after }: { before?: unknown; after?: unknown }): string {
  return `${describeValue(before)} → ${describeValue(after)}`;
}

function describeValue(value: unknown, name = ""): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (name === "seconds" && typeof value === "number") return describeDuration(value);
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((each) => describeValue(each)).join(", ");
  if (typeof value !== "object") return shorten(String(value));
  if ("before" in value && "after" in value) return describeChange(value);
  const parts = Object.entries(value).map(([key, each]) => `${spellOut(key)} ${describeValue(each, key)}`);
  return parts.length === 0 ? "none" : parts.join(", ");
}

/** A revision is told by its first digits, as everywhere. */
function shorten(text: string): string {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text.slice(0, 7) : text;
}
