import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDataDirectory } from "./open-data-directory";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "demo data "));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("the demo's data directory", () => {
  test("is made, kept by the next start, and emptied by a fresh one", () => {
    const data = join(directory, "new", "demo");
    openDataDirectory(data, false);
    writeFileSync(join(data, "kept"), "");
    openDataDirectory(data, false);
    expect(existsSync(join(data, "kept"))).toBe(true);
    openDataDirectory(data, true);
    expect(existsSync(join(data, "kept"))).toBe(false);
  });

  test.each([false, true])("is never one that holds something else (fresh: %s)", (fresh) => {
    mkdirSync(join(directory, "thesis"));
    expect(() => openDataDirectory(directory, fresh)).toThrow(/holds something that is no demo/);
    expect(existsSync(join(directory, "thesis"))).toBe(true);
  });
});
