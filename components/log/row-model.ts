import type { LogLines } from "@/components/log/log-lines";
import type { LogLine } from "@/lib/contracts/views";

/** Which line stands in which row. Rows count from 0, lines from 1. */
export interface RowModel {
  count: number;
  lineAt: (row: number) => number;
  /** The row of a line, or of the first shown line after it. */
  rowOf: (line: number) => number;
}

/** Every line in its own row, also those that are not loaded yet: loading older lines moves nothing. */
export function allRows(total: number): RowModel {
  return { count: total, lineAt: (row) => row + 1, rowOf: (line) => Math.max(0, Math.min(total, line) - 1) };
}

/** Only those of the loaded lines that are to be shown. */
export function shownRows(lines: LogLines, shows: (line: LogLine) => boolean): RowModel {
  const numbers: number[] = [];
  for (const line of lines) if (shows(line)) numbers.push(line.line);
  return { count: numbers.length, lineAt: (row) => numbers[row] ?? 0, rowOf: (line) => firstAtLeast(numbers, line) };
}

function firstAtLeast(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(0, numbers.length - 1));
}
