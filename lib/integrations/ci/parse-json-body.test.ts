import { describe, expect, test } from "vitest";
import { parseJsonBody } from "./parse-json-body";

const parse = (text: string) => parseJsonBody(Buffer.from(text));

describe("parseJsonBody", () => {
  test.each<[string, string]>([
    ["an object", '{"a": {"b": [1, {"a": 2}]}, "c": "}\\"]{"}'],
    ["the same key in several objects", '[{"a": 1}, {"a": 2}]'],
    ["a value that looks like a key", '{"a": "a", "b": ["a", "a"]}'],
  ])("takes %s", (_name, text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  test.each<[string, string | Buffer, RegExp]>([
    ["10,000 brackets", "[".repeat(10_000) + "]".repeat(10_000), /nested deeper/],
    ["10,000 open objects", '{"a":'.repeat(10_000), /nested deeper/],
    [
      "100,000 keys",
      `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(",")}}`,
      /more than 50000 keys/,
    ],
    ["a key twice", '{"status": "failed", "status": "passed"}', /same key twice/],
    ["a key twice in another spelling", '{"a": 1, "\\u0061": 2}', /same key twice/],
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0x22]), /not UTF-8/],
    ["an open text", '{"a": "b', /not JSON/],
    ["nothing", "", /not JSON/],
  ])("refuses %s", (_name, body, told) => {
    expect(() => parseJsonBody(Buffer.from(body as string))).toThrow(told);
  });

  test("a key named __proto__ changes no prototype", () => {
    const parsed = parse('{"__proto__": {"isAdmin": true}}') as object;
    expect("isAdmin" in parsed).toBe(false);
    expect("isAdmin" in {}).toBe(false);
  });
});
