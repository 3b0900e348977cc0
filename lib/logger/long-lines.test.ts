import { expect, test } from "vitest";
import { parseLine } from "@/lib/domain/access-log/parse-line";
import { hideSecrets } from "@/lib/domain/repository/repository-url";
import { hideSecretsInLine } from "./hide-secrets-in-line";

/** A million characters of one kind or a few: what makes patterns try again and again. */
const pieces = [
  "a",
  " ",
  "\\",
  '"',
  "@",
  "://",
  "https://a",
  "https://a:",
  "?token",
  "&password=",
  '"token":"',
  "[",
  "srn_",
  "=",
  "a ",
  '\\"secret',
  "Bearer ",
  "1.1.1.1 - - [",
];
const lines = pieces.map(
  (piece) => [piece, piece.repeat(Math.ceil(1_000_000 / piece.length)).slice(0, 1_000_000)] as const,
);

/** Far more than it takes on a quiet computer (50 ms), far less than a pattern that tries again needs. */
const withinMs = 2_000;

const ours: Record<string, (line: string) => unknown> = {
  "hiding secrets of a log line": hideSecretsInLine,
  "hiding secrets of an address": hideSecrets,
  "an access log in the combined format": (line) => parseLine(line, "combined"),
  "an access log in the common format": (line) => parseLine(line, "common"),
  "an access log of Envoy": (line) => parseLine(line, "envoy"),
};

test.each(Object.entries(ours))("%s takes a line of a million characters in time", (_what, work) => {
  for (const [piece, line] of lines) {
    const start = performance.now();
    work(line);
    expect([piece, performance.now() - start < withinMs]).toEqual([piece, true]);
  }
});
