import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { maskProjectFile } from "./mask-project-file";

test("values of variables and secrets of addresses are hidden, everything else stays to the letter", () => {
  const source = [
    "project: web # the shop",
    "repository: { url: https://bot:CANARY-1@git.example.org/web.git }",
    "deploy:",
    "  env:",
    "    A: CANARY-2 # why",
    "    B: 'CANARY-3'",
    '    C: "CANARY-4\\n"',
    "    D: |",
    "      CANARY-5",
    "      CANARY-6",
    "    E: >-",
    "      CANARY-7",
    "    F: &f CANARY-8",
    "    G:",
    "  steps: [{ name: go, run: [make] }]",
    "tests: { env: { H: CANARY-9, I: 12345678 }, script: make test }",
    "",
  ].join("\n");
  const masked = maskProjectFile(source);
  expect(masked).not.toMatch(/CANARY|12345678/);
  expect(masked).toContain("project: web # the shop\n");
  expect(masked).toContain('    A: "***" # why\n');
  const value = parseDocument(masked).toJS();
  expect(Object.keys(value.deploy.env)).toEqual(["A", "B", "C", "D", "E", "F", "G"]);
  expect(value.tests).toEqual({ env: { H: "***", I: "***" }, script: "make test" });
  expect(value.deploy.steps).toEqual([{ name: "go", run: ["make"] }]);
});

test("a file without secrets is shown as it is", () => {
  const source = "project: web\nrepository: { url: git@git.example.org:web.git }\n";
  expect(maskProjectFile(source)).toBe(source);
});

test("a value that stands elsewhere is hidden there", () => {
  const source = "tests: { env: { A: &a CANARY } }\ndeploy: { env: { B: *a } }\n";
  expect(maskProjectFile(source)).not.toContain("CANARY");
});
