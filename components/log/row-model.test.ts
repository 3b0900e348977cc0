import { expect, test } from "vitest";
import { LogLines } from "@/components/log/log-lines";
import { allRows, shownRows } from "@/components/log/row-model";

const lines = new LogLines();
lines.add(
  Array.from({ length: 10 }, (_, index) => ({
    line: index + 1,
    at: "2026-11-23T14:00:00.000Z",
    host: index % 3 === 0 ? "web-1" : "web-2",
    stream: "out" as const,
    text: "",
  })),
);

test("without a filter row and line differ by one", () => {
  const rows = allRows(10);
  expect([rows.count, rows.lineAt(0), rows.lineAt(9), rows.rowOf(10), rows.rowOf(99)]).toEqual([10, 1, 10, 9, 9]);
});

test("with a filter only the shown lines have rows", () => {
  const rows = shownRows(lines, (line) => line.host === "web-1");
  expect(Array.from({ length: rows.count }, (_, row) => rows.lineAt(row))).toEqual([1, 4, 7, 10]);
});

test("a line that is not shown leads to the next shown one", () => {
  const rows = shownRows(lines, (line) => line.host === "web-1");
  expect([rows.rowOf(1), rows.rowOf(5), rows.rowOf(7), rows.rowOf(99)]).toEqual([0, 2, 2, 3]);
  expect(shownRows(lines, () => false).rowOf(5)).toBe(0);
});
