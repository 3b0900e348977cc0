import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderApiReference } from "./render-api-reference";

const read = (page: string) => readFileSync(new URL(`../docs/${page}`, import.meta.url), "utf8");

test("docs/api.md tells the routes as they are; `npm run references` writes it", () => {
  expect(read("api.md")).toBe(renderApiReference());
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
