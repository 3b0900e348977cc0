import { SauronError } from "@/lib/errors";

/** Deeper than any sender nests, and far below what costs memory. */
const deepest = 64;

/** More keys, in all objects together, than the largest payload of a sender has. */
const mostKeys = 50_000;

/**
 * Parses a body of somebody we do not trust beyond its signature. Refused with a sentence: what is no UTF-8 or no JSON,
 * too deep, with too many keys, or with the same key twice in an object, which readers understand differently.
 *
 * @throws SauronError "bad-request"
 */
export function parseJsonBody(body: Uint8Array): unknown {
  return parseJsonText(decodeText(body));
}

/** The same, for those who can do without: null when it cannot be parsed. */
export function tryParseJson(body: Uint8Array): unknown {
  try {
    return parseJsonBody(body);
  } catch {
    return null;
  }
}

/** @throws SauronError "bad-request" when the bytes are no UTF-8 */
export function decodeText(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new SauronError("bad-request", "The body is not UTF-8 text.");
  }
}

/** @throws SauronError "bad-request" */
export function parseJsonText(text: string): unknown {
  checkShape(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new SauronError("bad-request", "The body is not JSON.");
  }
}

/** Walks over the text once without building anything; what is no JSON at all is left to the parser. */
function checkShape(text: string): void {
  // Of every open bracket: the keys seen, or null for a list.
  const open: (Set<string> | null)[] = [];
  let keys = 0;
  let isKeyNext = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      const end = findStringEnd(text, at);
      const seen = open.at(-1);
      if (isKeyNext && seen) {
        keys += 1;
        if (keys > mostKeys) throw refuse(`The body has more than ${mostKeys} keys.`);
        addKey(seen, text.slice(at, end + 1));
        isKeyNext = false;
      }
      at = end;
    } else if (char === "{" || char === "[") {
      open.push(char === "{" ? new Set() : null);
      if (open.length > deepest) throw refuse(`The body is nested deeper than ${deepest} levels.`);
      isKeyNext = char === "{";
    } else if (char === "}" || char === "]") {
      open.pop();
      isKeyNext = false;
    } else if (char === ",") {
      isKeyNext = open.at(-1) instanceof Set;
    }
  }
}

/** Index of the quote that ends the string which begins at `start`; the text's end when none does. */
function findStringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function addKey(seen: Set<string>, quoted: string): void {
  const key = readKey(quoted);
  if (seen.has(key)) throw refuse("The body has the same key twice in one object.");
  seen.add(key);
}

/** Two spellings of one key, such as "a" and "\u0061", are the same key. */
function readKey(quoted: string): string {
  if (!quoted.includes("\\")) return quoted;
  try {
    return `"${JSON.parse(quoted)}"`;
  } catch {
    return quoted;
  }
}

function refuse(message: string): SauronError {
  return new SauronError("bad-request", message);
}
