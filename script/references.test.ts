import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { references } from "./references";
import { listProjectFileKeys } from "./render-project-file-reference";

const read = (file: string) => readFileSync(new URL(`../docs/${file}`, import.meta.url), "utf8");

test.each(Object.entries(references))("docs/%s is as the code is; `npm run references` writes it", (file, render) => {
  expect(read(file)).toBe(render());
});

test("every key of a project file says what it means", () => {
  const keys = listProjectFileKeys();
  const paths = keys.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(["project", "fleet.jump.port", "canary.compare.alpha"]));
  expect(paths).toContain("allowedHours.weekly[].days");
  expect(keys.filter(({ schema }) => !schema.description).map(({ path }) => path)).toEqual([]);
});

test("every key of a project file is in the example", () => {
  const example = read("sauron.example.yml");
  const names = listProjectFileKeys().map(({ path }) => path.split(".").at(-1));
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(example))).toEqual([]);
});

test("links between the parts of the page about it lead somewhere", () => {
  const page = read("project-file.md");
  const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => title.toLowerCase().replace(/[^\w-]/g, ""));
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !anchors.includes(link ?? ""))).toEqual([]);
});

test("an editor takes the example for right, and a misspelt key for wrong", () => {
  const schema = z.fromJSONSchema(JSON.parse(read("project-file.schema.json")));
  const example = parse(read("sauron.example.yml"));
  expect(schema.safeParse(example).error).toBeUndefined();
  expect(schema.safeParse({ ...example, canary: { ...example.canary, mod: "warn" } }).success).toBe(false);
});

test("every picture of the docs is taken by a journey in the browser", () => {
  const journeys = readdirSync(new URL("../e2e", import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".spec.ts"))
    .map((file) => readFileSync(new URL(`../e2e/${file}`, import.meta.url), "utf8"));
  const taken = journeys.flatMap((text) =>
    [...text.matchAll(/keepScreenshot\(page, "([\w-]+)"\)/g)].map(([, name]) => `${name}.png`),
  );
  const pictures = readdirSync(new URL("../docs/images", import.meta.url));
  expect(pictures.length).toBeGreaterThan(5);
  expect(pictures.filter((picture) => !taken.includes(picture))).toEqual([]);
});
