import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderStates } from "./render-states";

test("docs/rollout-states.md tells the table as it is", () => {
  const page = readFileSync(new URL("../../../docs/rollout-states.md", import.meta.url), "utf8");
  expect(page).toBe(renderStates());
});
