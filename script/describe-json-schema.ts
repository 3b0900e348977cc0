/** As much of JSON Schema as `z.toJSONSchema` writes of what we describe. */
export type JsonSchema = {
  type?: string | string[];
  /** How a value is written, where that takes words. */
  title?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
};

/** What may be written for a value, in words; `describeObject` does so for one that has keys of its own. */
export function describeValue(schema: JsonSchema, describeObject: (object: JsonSchema) => string): string {
  if (schema.title) return schema.title;
  if (schema.enum) return listNames(schema.enum);
  if (schema.const !== undefined) return listNames([schema.const]);
  const kinds = schema.anyOf ?? schema.oneOf;
  if (kinds) return [...new Set(kinds.map((kind) => describeValue(kind, describeObject)))].join(" or ");
  if (schema.items) return `list of ${describeValue(schema.items, describeObject)}${describeCount(schema)}`;
  if (schema.properties) return describeObject(schema);
  const type = [schema.type ?? "any"].flat().join(" or ");
  if (type === "string") return `text${describeRange(schema.minLength, schema.maxLength, " characters")}`;
  if (type === "integer" || type === "number") return `${type}${describeLimits(schema)}`;
  return type;
}

/** `a`, `b`, each as code. */
export function listNames(names: readonly unknown[]): string {
  return names.map((name) => `\`${String(name)}\``).join(", ");
}

/** A row of a table in Markdown. */
export function writeRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function describeCount({ minItems, maxItems }: JsonSchema): string {
  if (minItems !== undefined && maxItems !== undefined) return ` (${minItems} to ${maxItems})`;
  if (maxItems !== undefined) return ` (up to ${maxItems})`;
  return minItems === undefined ? "" : ` (${minItems} or more)`;
}

function describeLimits({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const isWhole = type === "integer";
  const least = isWhole && exclusiveMinimum !== undefined ? exclusiveMinimum + 1 : minimum;
  const above = isWhole || exclusiveMinimum === undefined ? "" : `, more than ${exclusiveMinimum}`;
  const below = exclusiveMaximum === undefined ? "" : `, less than ${exclusiveMaximum}`;
  return `${above}${below}${describeRange(least, maximum, "")}`;
}

/** Limits that everything has which fits into a number of JavaScript say nothing. */
function describeRange(least: number | undefined, most: number | undefined, unit: string): string {
  const [from, to] = [least, most].map((one) =>
    Math.abs(one ?? Infinity) >= Number.MAX_SAFE_INTEGER ? undefined : one,
  );
  if (from !== undefined && to !== undefined) return `, ${from} to ${to}${unit}`;
  if (to !== undefined) return `, up to ${to}${unit}`;
  return from === undefined ? "" : `, from ${from}${unit}`;
}
