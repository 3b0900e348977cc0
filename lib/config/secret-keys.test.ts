import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeSecretKey, parseSecretKeys, readSecretKeys } from "./secret-keys";

let dataDir: string;
const file = () => join(dataDir, "secret-key");
const here = () => ({ secretKey: null, dataDir });

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "sauron-key-"));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const key = (filling: string) => Buffer.alloc(32, filling).toString("base64");

describe("the file of the key", () => {
  test("is made once, for its owner alone", () => {
    makeSecretKey(here());
    const first = readFileSync(file(), "utf8");
    makeSecretKey(here());
    expect(readFileSync(file(), "utf8")).toBe(first);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(["secret-key"]);
    expect(readSecretKeys(here())).toMatchObject([{ bytes: Buffer.from(first, "base64") }]);
  });

  test("is not made when the environment has the key", () => {
    makeSecretKey({ secretKey: key("a"), dataDir });
    expect(readdirSync(dataDir)).toEqual([]);
    expect(readSecretKeys({ secretKey: key("a"), dataDir })).toHaveLength(1);
  });

  test.each([0o640, 0o604, 0o660, 0o644])("is refused when others may read it: %o", (mode) => {
    makeSecretKey(here());
    chmodSync(file(), mode);
    expect(() => readSecretKeys(here())).toThrow(`(mode ${mode.toString(8)}); run: chmod 600`);
  });

  test("is missed in words that say what to do, and nothing is made in its place", () => {
    expect(() => readSecretKeys(here())).toThrow(/set SAURON_SECRET_KEY/);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test("is refused when it is empty", () => {
    writeFileSync(file(), "", { mode: 0o600 });
    expect(() => readSecretKeys(here())).toThrow(/There is no key in/);
  });
});

describe("parseSecretKeys", () => {
  test("the newest stands first, the others follow, by commas or lines", () => {
    const [a, b, c] = parseSecretKeys(`${key("a")},${key("b")}\n${key("c")}\n`);
    expect([a?.bytes, b?.bytes, c?.bytes].map((bytes) => bytes?.toString()[0])).toEqual(["a", "b", "c"]);
    expect(new Set([a?.id, b?.id, c?.id]).size).toBe(3);
  });

  test.each(["short", Buffer.alloc(31).toString("base64"), Buffer.alloc(33).toString("base64")])(
    "refuses what is not 32 bytes: %s, and does not repeat it",
    (text) => {
      expect(() => parseSecretKeys(text)).toThrow("A secret key is 32 bytes in base64.");
    },
  );
});
