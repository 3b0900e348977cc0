import { describe, expect, test } from "vitest";
import { lineFilter } from "@/components/log/line-filter";
import type { LogLine } from "@/lib/contracts/views";

const at = "2026-11-23T14:00:00.000Z";
const lines: LogLine[] = [
  { line: 1, at, host: "web-1", stream: "out", text: "copying" },
  { line: 2, at, host: "web-2", stream: "err", text: "fatal: no space" },
  { line: 3, at, host: "web-1", stream: "out", text: "restart failed" },
  { line: 4, at, host: null, stream: "sys", text: "Some lines were left out." },
];
const shown = (...want: Parameters<typeof lineFilter>) =>
  lines.filter(lineFilter(...want) ?? (() => true)).map((line) => line.line);

describe("lineFilter", () => {
  test("without a wish is none", () => expect(lineFilter(null, null)).toBeNull());

  test("keeps the lines of some hosts, and none that is of no host", () => {
    expect(shown(["web-1"], null)).toEqual([1, 3]);
    expect(shown(["web-1", "web-2"], null)).toEqual([1, 2, 3]);
    expect(shown([], null)).toEqual([]);
  });

  test("keeps the lines of a kind", () => {
    expect(shown(null, "errors")).toEqual([2, 3]);
    expect(shown(null, "stderr")).toEqual([2]);
    expect(shown(null, "sauron")).toEqual([4]);
  });

  test("keeps what is of the hosts and of the kind", () => expect(shown(["web-1"], "errors")).toEqual([3]));

  test("says the same when it is asked again", () => {
    const keeps = lineFilter(null, "errors");
    const answers = [1, 2].map(() => lines.map((line) => keeps?.(line)));
    expect(answers[1]).toEqual(answers[0]);
  });
});
