import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const components = new URL("../", import.meta.url);

/** What every component of the page says of the keys it hears. */
const sources = readdirSync(components, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes(".test."))
  .map((file) => readFileSync(new URL(file, components), "utf8"))
  .join("\n");

test("every key that a page hears stands in the list of keys", () => {
  const list = /const bindings = \[([\s\S]*?)\n\] as const/.exec(sources)?.[1] ?? "";
  const listed = [...list.matchAll(/^ {2}\["([^"]+)"/gm)].flatMap(([, keys = ""]) => keys.split(", "));
  const single = [...sources.matchAll(/useKey\("(.+?)"/g)].map(([, key = ""]) => (key === "A" ? "Shift+A" : key));
  const pairs = [...sources.matchAll(/useKeyPair\("(.+?)", "(.+?)"/g)].map(([, first, second]) => `${first} ${second}`);
  expect(single.length + pairs.length).toBeGreaterThan(10);
  expect([...single, ...pairs].filter((key) => !listed.includes(key))).toEqual([]);
});
