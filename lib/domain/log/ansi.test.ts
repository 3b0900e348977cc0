import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAnsi, plainText } from "@/lib/domain/log/ansi";

const esc = "\u001b";

describe("colours", () => {
  test("a plain line is one piece, an empty one none", () => {
    expect(parseAnsi("hello")).toMatchObject([{ text: "hello", color: null }]);
    expect(parseAnsi("")).toEqual([]);
  });

  test("colour, weight and reset", () => {
    const pieces = parseAnsi(`a${esc}[1;31mred${esc}[0m b${esc}[92mbright${esc}[39m c`);
    expect(pieces.map(({ text, color, bold }) => [text, color, bold])).toEqual([
      ["a", null, false],
      ["red", 1, true],
      [" b", null, false],
      ["bright", 10, false],
      [" c", null, false],
    ]);
  });

  test("of 256 colours the named 16 are kept, the others read as text; true colour is skipped whole", () => {
    expect(parseAnsi(`${esc}[38;5;9mx`)[0]).toMatchObject({ text: "x", color: 9 });
    expect(parseAnsi(`${esc}[38;5;123mx`)[0]).toMatchObject({ text: "x", color: null });
    expect(parseAnsi(`${esc}[38;2;1;2;3;4mx`)[0]).toMatchObject({ text: "x", color: null, underline: true });
  });
});

test("a line that is only written forward reads as one that goes back to write nothing", () => {
  const part = fc.constantFrom(
    "a",
    "bc",
    " ",
    "é",
    "\u0007",
    "\u202e",
    ...["0", "1", "31", "39", "42"].map((code) => `${esc}[${code}m`),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      expect(parseAnsi(parts.join(""))).toEqual(parseAnsi(`${parts.join("")}\r`));
    }),
  );
});

describe("carriage return", () => {
  test("overwrites from the start and leaves the longer rest", () => {
    expect(plainText("10 %\r100")).toBe("100%");
    expect(plainText("loading...\rdone")).toBe("doneing...");
  });

  test("with erase shows only the last text", () => {
    expect(plainText(`loading...\r${esc}[Kdone`)).toBe("done");
    expect(plainText(`loading...${esc}[2K\rdone`)).toBe("done");
  });

  test("at the end of a line changes nothing", () => {
    expect(plainText("done\r")).toBe("done");
  });
});

describe("what does not belong in a log", () => {
  test("titles, links and cursor movement are dropped", () => {
    expect(plainText(`${esc}]0;title\u0007a${esc}]8;;http://x${esc}\\b${esc}[3Ac${esc}[?25l`)).toBe("abc");
  });

  test("other control characters are shown as pictures", () => {
    expect(plainText("a\u0000b\u0007c\u007f")).toBe("a\u2400b\u2407c\u2421");
  });

  test("characters that reorder text are made visible", () => {
    expect(plainText("a\u202eb\u2066c")).toBe("a\ufffdb\ufffdc");
  });

  test("markup stays text; emoji and right-to-left text stay whole", () => {
    expect(plainText("<script>alert(1)</script> 🚀 שלום")).toBe("<script>alert(1)</script> 🚀 שלום");
    expect(plainText(`🚀\r${esc}[32mש`)).toBe("ש");
  });

  test("a sequence that never ends eats nothing but itself", () => {
    expect(plainText(`ok ${esc}[31`)).toBe("ok 31");
    expect(plainText(`ok ${esc}`)).toBe("ok ");
  });
});

test("what is searched is what is drawn, whatever the line is made of", () => {
  const pieces = [
    "a",
    "🚀",
    " ",
    "\r",
    "\u202e",
    "\u0000",
    "[K",
    "m",
    ...["[31m", "[K", "[2K", "[3A", "]0;t\u0007", "["].map((code) => esc + code),
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
      const line = parts.join("");
      const drawn = parseAnsi(line).map(({ text }) => text);
      expect(plainText(line)).toBe(drawn.join(""));
    }),
    { numRuns: 2000 },
  );
});
