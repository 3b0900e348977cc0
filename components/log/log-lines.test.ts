import { describe, expect, test } from "vitest";
import { LogLines } from "@/components/log/log-lines";
import type { LogLine } from "@/lib/contracts/views";

const line = (number: number): LogLine => ({
  line: number,
  at: "2026-11-23T14:00:00.000Z",
  host: "web-1",
  stream: "out",
  text: `line ${number}`,
});
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => line(first + i));

describe("LogLines", () => {
  test("keeps lines under their numbers, whatever came first", () => {
    const lines = new LogLines();
    lines.add(range(5001, 5003), 5003);
    lines.add(range(1, 1000));
    expect(lines.get(5002)?.text).toBe("line 5002");
    expect(lines.get(1)?.text).toBe("line 1");
    expect(lines.get(2000)).toBeUndefined();
    expect([lines.total, lines.held]).toEqual([5003, 1003]);
  });

  test("a line that comes twice counts once", () => {
    const lines = new LogLines();
    expect(lines.add(range(1, 10))).toBe(10);
    expect(lines.add(range(8, 12))).toBe(2);
    expect([...lines].map((l) => l.line)).toEqual(range(1, 12).map((l) => l.line));
  });

  test("finds the gap that a reconnect left", () => {
    const lines = new LogLines();
    lines.add([...range(1, 100), ...range(150, 200)]);
    expect(lines.firstMissing(1, 200)).toBe(101);
    expect(lines.firstMissing(150, 999)).toBeNull();
  });

  test("drops the pages farthest from what is being read when there are too many", () => {
    const lines = new LogLines(3000);
    for (let page = 0; page < 6; page++) lines.add(range(page * 1000 + 1, page * 1000 + 1000));
    expect(lines.held).toBe(3000);
    expect(lines.get(5999)).toBeDefined();
    expect(lines.get(1)).toBeUndefined();
    expect(lines.total).toBe(6000);
  });
});
