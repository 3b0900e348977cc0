import { describe, expect, test } from "vitest";
import { isOfLevel, type LineLevel, lineLevels } from "./line-levels";

const lines: [stream: "out" | "err" | "sys", text: string, levels: LineLevel[]][] = [
  ["out", "copied 3 files", []],
  ["out", "\u001b[31mER\u001b[0mROR: no space", ["errors"]],
  ["err", "warming up", ["stderr"]],
  ["err", "fatal: no such revision", ["errors", "stderr"]],
  ["sys", "Asked what it runs: it was silent", ["sauron"]],
  ["sys", "The connection was refused.", ["errors", "sauron"]],
];

describe("isOfLevel", () => {
  test.each(lines)("%s %j -> %j", (stream, text, levels) => {
    expect(lineLevels.filter((level) => isOfLevel({ stream, text }, level))).toEqual(levels);
  });
});
