import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read("package.json")) as Record<
  string,
  Record<string, string>
>;
const direct = { ...dependencies, ...devDependencies, ...optionalDependencies };

test("docs/dependencies.md gives a reason for every direct dependency, and for no other", () => {
  const rows = read("docs/dependencies.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1]));
  expect(named.toSorted()).toEqual(Object.keys(direct).toSorted());
});

test("every version is exact", () => {
  for (const version of Object.values(direct)) expect(version).toMatch(/^(npm:[\w-]+@)?\d+\.\d+\.\d+[\w.-]*$/);
});
