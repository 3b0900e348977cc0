import { describe, expect, test } from "vitest";
import { parseSecretKeys } from "@/lib/config/secret-keys";
import { isSealed, openSecret, sealSecret } from "./sealed-secrets";

const keysOf = (...fillings: string[]) =>
  parseSecretKeys(fillings.map((filling) => Buffer.alloc(32, filling).toString("base64")).join(","));

const old = keysOf("a");
const changed = keysOf("b", "a");

describe("a sealed secret", () => {
  test.each(["s3cret", "", "ü\u0000\u202e", "x".repeat(10_000)])("opens to what it was: %j", (secret) => {
    expect(openSecret(sealSecret(secret, old), old)).toBe(secret);
  });

  test("says nothing of the secret, and differs each time", () => {
    const [one, two] = [sealSecret("s3cret", old), sealSecret("s3cret", old)];
    expect(one).not.toBe(two);
    expect(one).not.toContain("s3cret");
    expect(Buffer.from(one.split(":")[2] ?? "", "base64").toString("latin1")).not.toContain("s3cret");
  });

  test("names its key, so that a newer one can come before it", () => {
    const stored = sealSecret("s3cret", old);
    expect(stored).toMatch(new RegExp(`^sealed:${old[0]?.id}:`));
    expect(openSecret(stored, changed)).toBe("s3cret");
    expect([isSealed(stored, old), isSealed(stored, changed)]).toEqual([true, false]);
  });

  test("without its key is told from a broken one", () => {
    expect(() => openSecret(sealSecret("s3cret", old), keysOf("b"))).toThrow(/which this process does not have/);
  });

  test("that was changed anywhere does not open", () => {
    const [word, id, text = ""] = sealSecret("s3cret", old).split(":");
    const bytes = Buffer.from(text, "base64");
    for (let at = 0; at < bytes.length; at++) {
      const forged = Buffer.from(bytes);
      forged[at] = (forged[at] ?? 0) ^ 1;
      expect(() => openSecret(`${word}:${id}:${forged.toString("base64")}`, old)).toThrow(/changed by another hand/);
    }
    for (const length of [0, 3, 12, 20, bytes.length - 1]) {
      const cut = bytes.subarray(0, length).toString("base64");
      if (cut) expect(() => openSecret(`${word}:${id}:${cut}`, old)).toThrow(/changed by another hand/);
    }
  });
});

test("a secret that was stored in the clear is read as it is", () => {
  expect(openSecret("s3cret", old)).toBe("s3cret");
  expect(isSealed("s3cret", old)).toBe(false);
});
