import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { requestCycle } from "../traffic";
import { mistakes, planChange, settingsPath } from "./changes";
import type { LandingKind } from "./types";

const template = fileURLToPath(new URL("../service", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "demo-changes-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function checkOut(name: string, edit: { path: string; text: string } | null): string {
  const directory = join(scratch, name);
  cpSync(template, directory, { recursive: true });
  if (edit) writeFileSync(join(directory, edit.path), edit.text);
  return directory;
}

function testsPass(directory: string): boolean {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, VITEST: ___, ...env } = process.env;
  return spawnSync(process.execPath, ["--test"], { cwd: directory, env, stdio: "ignore" }).status === 0;
}

/** Status codes of one round of the demo's traffic. */
async function serveCycle(directory: string): Promise<number[]> {
  const script = `
    import { Readable } from "node:stream";
    import { respond } from ${JSON.stringify(pathToFileURL(join(directory, "src", "respond.mjs")).href)};
    const codes = [];
    for (const { method, path, body, cookie } of JSON.parse(process.argv[1])) {
      const headers = cookie ? { cookie } : {};
      const request = Object.assign(Readable.from([body ?? ""]), { method, url: path, headers });
      codes.push((await respond(request, { revision: "x" })).status);
    }
    process.stdout.write(JSON.stringify(codes));`;
  const args = ["--input-type=module", "--eval", script, "--", JSON.stringify(requestCycle)];
  return JSON.parse(spawnSync(process.execPath, args, { encoding: "utf8" }).stdout) as number[];
}

function plan(kind: LandingKind, index: number, text = readFileSync(join(template, settingsPath), "utf8")) {
  return planChange({ seed: 5, index, kind }, (path) =>
    path === settingsPath ? text : readFileSync(join(template, path), "utf8"),
  );
}

describe("the service as it begins", () => {
  test("passes its tests and answers all of the traffic", async () => {
    const directory = checkOut("begin", null);
    expect(testsPass(directory)).toBe(true);
    expect(await serveCycle(directory)).toEqual(requestCycle.map(() => 200));
  });
});

describe("a bad change", () => {
  test.each(mistakes.map((mistake, index) => [mistake.path, mistake, index] as const))(
    "to %s passes the tests and breaks three of twenty requests",
    async (path, { from, to }, index) => {
      const before = readFileSync(join(template, path), "utf8");
      const directory = checkOut(`mistake-${index}`, { path, text: before.replace(from, () => to) });
      expect(testsPass(directory)).toBe(true);
      const codes = await serveCycle(directory);
      expect([codes.length, codes.filter((code) => code === 500).length]).toEqual([20, 3]);
    },
  );
});

describe("a change of a setting", () => {
  test("breaks the tests when it is red, and the next one repairs them", () => {
    const red = plan("red", 3);
    expect(testsPass(checkOut("red", red))).toBe(false);
    const fix = plan("fix", 4, red.text);
    expect(fix.message).toMatch(/^Bring \w+ back below its limit$/);
    expect(testsPass(checkOut("fix", fix))).toBe(true);
  });

  test("a hundred normal ones in a row each change one line and keep the tests green", () => {
    let text = readFileSync(join(template, settingsPath), "utf8");
    for (let index = 0; index < 100; index++) {
      const change = plan("normal", index, text);
      const lines = change.text.split("\n");
      expect(text.split("\n").filter((line, at) => line !== lines[at])).toHaveLength(1);
      text = change.text;
    }
    expect(testsPass(checkOut("many", { path: settingsPath, text }))).toBe(true);
  });
});
