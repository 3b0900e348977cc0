import { createHmac } from "node:crypto";
import { fingerprintOf } from "./fingerprint";

const defaultPort = 22;

/**
 * The "SHA256:…" fingerprints that a known_hosts file has for a host: plain, `[address]:port` and hashed lines, with
 * wildcards and `!` exceptions. Certificates and comments are passed over; a key marked @revoked is never among them.
 */
export function findHostKeys(text: string, address: string, port: number): string[] {
  const name = port === defaultPort ? address.toLowerCase() : `[${address.toLowerCase()}]:${port}`;
  const found = new Set<string>();
  const revoked = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const entry = parseLine(line);
    if (!entry || !matchesHost(entry.hosts, name)) continue;
    if (entry.marker === "@revoked") revoked.add(entry.fingerprint);
    else found.add(entry.fingerprint);
  }
  return [...found].filter((fingerprint) => !revoked.has(fingerprint));
}

type Entry = { marker: string; hosts: string; fingerprint: string };

function parseLine(line: string): Entry | null {
  const words = line.trim().split(/\s+/);
  const marker = words[0]?.startsWith("@") ? words[0] : "";
  const [hosts, type, key] = marker ? words.slice(1) : words;
  if (!hosts || hosts.startsWith("#") || !type || !key || marker === "@cert-authority") return null;
  const wire = Buffer.from(key, "base64");
  // The key names its own type; a line whose two disagree, or that is no key at all, proves nothing.
  if (wire.length < 8 || wire.subarray(4, 4 + wire.readUInt32BE(0)).toString() !== type) return null;
  return { marker, hosts, fingerprint: fingerprintOf(wire) };
}

function matchesHost(hosts: string, name: string): boolean {
  if (hosts.startsWith("|")) return matchesHash(hosts, name);
  const patterns = hosts.toLowerCase().split(",");
  const excluded = patterns.some((pattern) => pattern.startsWith("!") && matchesPattern(pattern.slice(1), name));
  return !excluded && patterns.some((pattern) => matchesPattern(pattern, name));
}

function matchesHash(hashed: string, name: string): boolean {
  const [, version, salt, hash] = hashed.split("|");
  if (version !== "1" || !salt || !hash) return false;
  return createHmac("sha1", Buffer.from(salt, "base64")).update(name).digest("base64") === hash;
}

/** `*` and `?` as OpenSSH reads them. Linear in the pattern for each character, whatever the pattern is. */
function matchesPattern(pattern: string, name: string): boolean {
  let reached = new Set([0]);
  for (const wanted of pattern) {
    const next = new Set<number>();
    for (const at of reached) {
      if (wanted === "*") for (let to = at; to <= name.length; to += 1) next.add(to);
      else if (at < name.length && (wanted === "?" || wanted === name[at])) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(name.length);
}
