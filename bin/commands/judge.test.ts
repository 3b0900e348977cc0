import { expect, test } from "vitest";
import { z } from "zod";
import { judgeRequestSchema } from "@/lib/contracts/judge";
import { verdictReasons } from "@/lib/domain/canary/canary-verdict";
import { judgeCanary } from "@/lib/domain/canary/judge-canary";
import { command } from "./judge";

/** Names of all fields, however deep. */
function listFields(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listFields);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...listFields(inner)]);
}

function listProperties(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(listProperties);
  if (typeof schema !== "object" || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: object };
  return [
    ...Object.keys(properties),
    ...listProperties(Object.values(properties)),
    ...listProperties(Object.values(rest)),
  ];
}

const missing = (names: readonly string[]) =>
  [...new Set(names)].filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(command.usage));

test("the help names every field of the input, every field of the output, and every reason", () => {
  const schema = z.toJSONSchema(judgeRequestSchema, { io: "input", unrepresentable: "any" });
  const arm = (bad: number) => {
    const codes = { 200: 900, 500: bad };
    return { codes, slow: { p99: 9 }, endpoints: { "GET /": { codes } } };
  };
  const verdict = judgeCanary({
    config: { compare: {}, latency: {}, endpoints: {} },
    intervals: [{ canary: arm(2), control: arm(1) }],
    final: true,
  });
  expect(missing(listProperties(schema))).toEqual([]);
  expect(missing(listFields(verdict))).toEqual([]);
  expect(missing(verdictReasons)).toEqual([]);
});
