import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { findHostKeys } from "./known-hosts";

const first = "AAAAC3NzaC1lZDI1NTE5AAAAIGqx0DEmm4Pk5xLhyFSIL8NrvxDt7vmWyv5v6cpmTuTe";
const second = "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const firstPrint = findHostKeys(`a ssh-ed25519 ${first}`, "a", 22)[0] as string;
const secondPrint = findHostKeys(`a ssh-ed25519 ${second}`, "a", 22)[0] as string;
const salt = Buffer.from("0123456789abcdefghij");
const hashed = (name: string) =>
  `|1|${salt.toString("base64")}|${createHmac("sha1", salt).update(name).digest("base64")}`;

test("a fingerprint looks as OpenSSH prints it", () => {
  expect(firstPrint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(secondPrint).not.toBe(firstPrint);
});

const lines: [what: string, line: string, address: string, port: number, found: boolean][] = [
  ["a plain name", "web-1 ssh-ed25519 KEY comment", "web-1", 22, true],
  ["another name", "web-1 ssh-ed25519 KEY", "web-2", 22, false],
  ["a plain name for another port", "web-1 ssh-ed25519 KEY", "web-1", 2222, false],
  ["a bracketed name and port", "[web-1]:2222 ssh-ed25519 KEY", "web-1", 2222, true],
  ["a bracketed name for port 22", "[web-1]:2222 ssh-ed25519 KEY", "web-1", 22, false],
  ["one of several names", "web-1,10.0.0.1 ssh-ed25519 KEY", "10.0.0.1", 22, true],
  ["an IPv6 address", "fe80::1 ssh-ed25519 KEY", "FE80::1", 22, true],
  ["a hashed name", `${hashed("web-1")} ssh-ed25519 KEY`, "web-1", 22, true],
  ["a hashed name and port", `${hashed("[web-1]:2222")} ssh-ed25519 KEY`, "web-1", 2222, true],
  ["a hash of another name", `${hashed("web-2")} ssh-ed25519 KEY`, "web-1", 22, false],
  ["a wildcard", "*.example.com ssh-ed25519 KEY", "a.example.com", 22, true],
  ["a wildcard with an exception", "*.example.com,!b.example.com ssh-ed25519 KEY", "b.example.com", 22, false],
  ["a question mark", "web-? ssh-ed25519 KEY", "web-7", 22, true],
  ["a comment", "# web-1 ssh-ed25519 KEY", "web-1", 22, false],
  ["a certificate authority", "@cert-authority web-1 ssh-ed25519 KEY", "web-1", 22, false],
  ["a key that is none", "web-1 ssh-ed25519 AAAA", "web-1", 22, false],
  ["a key of another type than the line says", "web-1 ssh-rsa KEY", "web-1", 22, false],
  ["a line cut short", "web-1 ssh-ed25519", "web-1", 22, false],
];

test.each(lines)("%s", (_what, line, address, port, found) => {
  const text = `\r\nother ssh-ed25519 ${second}\r\n${line.replace("KEY", first)}\r\n`;
  expect(findHostKeys(text, address, port)).toEqual(found ? [firstPrint] : []);
});

test("all keys of a host are found, a revoked one is not", () => {
  const text = `a ssh-ed25519 ${first}\na ssh-ed25519 ${second}\na ssh-ed25519 ${second}\n`;
  expect(findHostKeys(text, "a", 22)).toEqual([firstPrint, secondPrint]);
  expect(findHostKeys(`${text}@revoked a ssh-ed25519 ${first}\n`, "a", 22)).toEqual([secondPrint]);
});

// One that tried every way to match would not end.
test("a pattern of many stars is answered", () => {
  expect(findHostKeys(`${"*a".repeat(100)}b ssh-ed25519 ${first}`, "a".repeat(200), 22)).toEqual([]);
});
