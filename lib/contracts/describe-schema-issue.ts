import { z } from "zod";
import { nearestWord } from "./nearest-word";

/** A mistake in a document: where (keys and list positions), and a sentence that says what to do. */
export type DocumentProblem = { path: PropertyKey[]; message: string; at: "key" | "value" };

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** What zod found in `document`, one problem per mistake, in words for the person who wrote it. */
export function describeSchemaIssues(schema: Schema, document: unknown, issues: readonly Issue[]): DocumentProblem[] {
  return issues.flatMap((issue) => describeIssue({ schema, document, issue, base: [] }));
}

type Scene = { schema: Schema; document: unknown; issue: Issue; base: PropertyKey[] };

function describeIssue(scene: Scene): DocumentProblem[] {
  const { issue } = scene;
  const path = [...scene.base, ...issue.path];
  if (issue.code === "invalid_union") return describeUnion(scene, issue.errors);
  if (issue.code === "unrecognized_keys") {
    const known = [...new Set(schemasAt(scene.schema, path).flatMap(keysOf))];
    return issue.keys.map((key) => ({ path: [...path, key], at: "key", message: unknownKeySentence(key, known) }));
  }
  const value = valueAt(scene.document, path);
  const message = value === undefined ? describeLack(scene.schema, path) : describeValue(issue, value);
  return [{ path, at: "value", message }];
}

/** Takes the alternative the writer was most likely after: the one that fits best. */
function describeUnion(scene: Scene, errors: Issue[][]): DocumentProblem[] {
  const path = [...scene.base, ...scene.issue.path];
  const inside = errors.filter((issues) => !issues.some(isMismatchOfWhole));
  const best = inside.sort((a, b) => misfit(a) - misfit(b))[0];
  if (!best)
    return [{ path, at: "value", message: describeAlternatives(errors.flat(), valueAt(scene.document, path)) }];
  const unknown = best.filter((issue) => issue.code === "unrecognized_keys");
  return (unknown.length > 0 ? unknown : best).flatMap((issue) => describeIssue({ ...scene, issue, base: path }));
}

function isMismatchOfWhole(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === "invalid_type" || issue.code === "invalid_value");
}

function misfit(issues: Issue[]): number {
  return issues.length + issues.filter((issue) => issue.code === "unrecognized_keys").length * 10;
}

function describeAlternatives(issues: Issue[], value: unknown): string {
  const kinds = issues.flatMap((issue) => {
    if (issue.code === "invalid_value") return issue.values.map((allowed) => `\`${String(allowed)}\``);
    return issue.code === "invalid_type" ? [kindWords[issue.expected] ?? issue.expected] : [];
  });
  if (value === undefined) return `is missing; write ${joinWords(kinds)}`;
  return `write ${joinWords(kinds)} instead of ${quoteValue(value)}`;
}

function describeValue(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case "invalid_type":
      return describeWrongType(issue.expected, value);
    case "invalid_value": {
      const words = issue.values.map(String);
      const meant = typeof value === "string" ? nearestWord(value, words) : null;
      const guess = meant ? `; did you mean \`${meant}\`?` : "";
      return `write ${joinWords(words.map((word) => `\`${word}\``))} instead of ${quoteValue(value)}${guess}`;
    }
    case "too_small":
      return issue.message.startsWith("Too small") ? describeTooSmall(issue) : issue.message;
    case "too_big":
      return `must be at most ${issue.maximum}${units[issue.origin] ?? ""}`;
    case "invalid_key":
      return `has a key that cannot be used: ${issue.issues[0]?.message ?? issue.message}`;
    default:
      return `${issue.message}${isPlain(value) ? `, not ${quoteValue(value)}` : ""}`;
  }
}

const units: Record<string, string> = { string: " characters long", array: " entries long" };

function describeTooSmall({ origin, inclusive, minimum }: z.core.$ZodIssueTooSmall): string {
  if (origin === "string" || (origin === "array" && minimum === 1)) return "must not be empty";
  return `must be ${inclusive ? "at least" : "more than"} ${minimum}${units[origin] ?? ""}`;
}

const kindWords: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a block of `key: value` lines",
  record: "a block of `key: value` lines",
};

function describeWrongType(expected: string, value: unknown): string {
  const wanted = kindWords[expected] ?? expected;
  if (expected === "string" && isPlain(value)) return `must be a text: put it in quotes, "${String(value)}"`;
  if (value === null) return `is empty; write ${wanted}`;
  return `must be ${wanted}, not ${quoteValue(value)}`;
}

/** Where no example tells what a missing key is for, its description does. */
function describeLack(schema: Schema, path: PropertyKey[]): string {
  const hint = missingHints[String(path.at(-1))];
  if (hint) return `is missing; ${hint}`;
  const meaning = meaningAt(schema, path);
  return meaning ? `is missing; add it. ${meaning}` : "is missing; add it";
}

/** What missing keys are for; the words of an example. */
const missingHints: Record<string, string> = {
  project: "give the project a short name such as `web`",
  repository: "name the repository: `repository: {url: …, trunk: main}`",
  fleet: "name the machines to deploy to",
  privateKey: "give the path of the SSH private key the workers use",
  hosts: "name the hosts",
  address: "give the host's name or IP address",
  deploy: "say how one host is deployed: `deploy: {steps: […]}`",
  steps: "list the steps that deploy one host",
  name: "give it a name",
  path: "give the path of the access log on the hosts",
  timeZone: "name the time zone, such as `Europe/Berlin`",
  weekly: 'give the windows: `weekly: [{days: [mon, tue], from: "09:00", to: "17:00"}]`',
  days: "name the days: `days: [mon, tue, wed, thu, fri]`",
  from: "give the time it begins, such as `09:00`",
  to: "give the time it ends, such as `17:00`",
};

function unknownKeySentence(key: string, known: string[]): string {
  const meant = nearestWord(key, known);
  if (meant) return `is not a key that exists here; did you mean \`${meant}\`?`;
  return `is not a key that exists here; known are ${joinWords(
    known.map((word) => `\`${word}\``),
    "and",
  )}`;
}

function joinWords(words: string[], last = "or"): string {
  const unique = [...new Set(words)];
  return unique.length < 2 ? (unique[0] ?? "") : `${unique.slice(0, -1).join(", ")} ${last} ${unique.at(-1)}`;
}

function isPlain(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function quoteValue(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a block";
  const text = String(value);
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}

function valueAt(document: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    document,
  );
}

/** Every schema that can stand at `path`, with defaults, options and alternatives unfolded. */
function schemasAt(schema: Schema, path: PropertyKey[]): Schema[] {
  const [key, ...rest] = path;
  const bare = unfold(schema);
  if (key === undefined) return bare;
  return bare.flatMap((one) => {
    const inner = childSchema(one, key);
    return inner ? schemasAt(inner, rest) : [];
  });
}

/** What the key at `path` means, in the words of its schema. */
function meaningAt(schema: Schema, path: PropertyKey[]): string | undefined {
  const blocks = schemasAt(schema, path.slice(0, -1));
  const found = blocks.flatMap((block) => childSchema(block, path.at(-1) ?? "") ?? []);
  return found.map((one) => z.globalRegistry.get(one)?.description).find((meaning) => meaning !== undefined);
}

type AnyDef = {
  type: string;
  innerType?: Schema;
  in?: Schema;
  options?: Schema[];
  shape?: Record<string, Schema>;
  element?: Schema;
  valueType?: Schema;
};

function defOf(schema: Schema): AnyDef {
  return schema._zod.def as unknown as AnyDef;
}

function unfold(schema: Schema): Schema[] {
  const def = defOf(schema);
  if (def.innerType) return unfold(def.innerType);
  if (def.type === "pipe" && def.in) return unfold(def.in);
  if (def.options) return def.options.flatMap(unfold);
  return [schema];
}

function childSchema(schema: Schema, key: PropertyKey): Schema | undefined {
  const def = defOf(schema);
  return def.shape?.[String(key)] ?? def.element ?? def.valueType;
}

function keysOf(schema: Schema): string[] {
  return Object.keys(defOf(schema).shape ?? {});
}
