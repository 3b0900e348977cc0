import { expect, test } from "vitest";
import { describeSteps, listVariables } from "./describe-steps";

const step = { timeout: 30, retries: 0 };

test("a person reads what runs, without passwords and without the text of scripts", () => {
  const steps = describeSteps([
    { ...step, name: "fetch", run: ["git", "fetch", "https://bot:hunter2@git.example.org/web.git", "a b"] },
    { ...step, name: "switch", script: "TOKEN=hunter2\nswitch\n" },
  ]);
  expect(steps.map(({ command }) => command)).toEqual([
    'git fetch https://***@git.example.org/web.git "a b"',
    "sh script of 2 lines",
  ]);
  expect(JSON.stringify([steps, listVariables({ PASSWORD: "hunter2" })])).not.toContain("hunter2");
});
