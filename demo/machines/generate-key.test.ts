import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { generateKey } from "./generate-key";

test("every generated key can be read, a thousand in a row", () => {
  for (let count = 0; count < 1000; count++) {
    const key = generateKey("machine");
    expect(ssh2.utils.parseKey(key.publicKey)).not.toBeInstanceOf(Error);
    expect(ssh2.utils.parseKey(key.privateKey)).not.toBeInstanceOf(Error);
    expect(key.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  }
});
