import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnvironment } from "@/lib/config/environment";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** Rows of the table of settings: name, and what holds without it. */
const settings = read("docs/operations.md")
  .split("\n")
  .flatMap((line) => {
    const [, name, , without] = /^\| `([A-Z_]+)` \|(.*)\| (.*) \|$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, without ?? ""] as const];
  });

test("docs/operations.md tells of every variable that is read, and of no other", () => {
  const known = [...read("lib/config/environment.ts").matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
  expect(settings.map(([name]) => name).toSorted()).toEqual(known.toSorted());
});

test("what it says holds without a variable does", () => {
  const defaults = parseEnvironment({}, "/srv");
  const table = new Map(settings);
  const named = {
    SAURON_HOST: defaults.host,
    SAURON_PORT: defaults.port,
    SAURON_LOG_LEVEL: defaults.logLevel,
    SAURON_MAX_HOOK_BYTES: defaults.maxHookBytes,
    SAURON_KEEP_OUTPUT_DAYS: defaults.keepOutputDays,
  };
  for (const [name, value] of Object.entries(named)) expect(table.get(name), name).toBe(`\`${value}\``);
  expect(defaults.dataDir).toBe("/srv/.sauron");
});

test("the unit for systemd sets only variables that there are", () => {
  const set = [...read("docs/example/sauron.service").matchAll(/^Environment=(SAURON_\w+)=(.*)$/gm)];
  const variables = Object.fromEntries(set.map(([, name, value]) => [name, value]));
  const names = settings.map(([name]) => name);
  for (const name of Object.keys(variables)) expect(names).toContain(name);
  expect(() => parseEnvironment(variables, "/")).not.toThrow();
});
