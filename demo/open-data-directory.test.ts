import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDataDirectory } from "./open-data-directory";

let directory: string;
let removed: string[];
const removeDatabase = (data: string) => void removed.push(data);

beforeEach(() => {
  removed = [];
  directory = mkdtempSync(join(tmpdir(), "demo data "));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("the demo's data directory", () => {
  test("is made, kept by the next start, and emptied by a fresh one", () => {
    const data = join(directory, "new", "demo");
    openDataDirectory(data, { fresh: false, removeDatabase });
    writeFileSync(join(data, "kept"), "");
    openDataDirectory(data, { fresh: false, removeDatabase });
    expect(existsSync(join(data, "kept"))).toBe(true);
    expect(removed).toEqual([]);
    openDataDirectory(data, { fresh: true, removeDatabase });
    expect(existsSync(join(data, "kept"))).toBe(false);
    expect(removed).toEqual([data]);
  });

  test.each([false, true])("is never one that holds something else (fresh: %s)", (fresh) => {
    mkdirSync(join(directory, "thesis"));
    expect(() => openDataDirectory(directory, { fresh, removeDatabase })).toThrow(/holds something that is no demo/);
    expect(existsSync(join(directory, "thesis"))).toBe(true);
    expect(removed).toEqual([]);
  });
});
