import { describe, expect, test, vi } from "vitest";
import { directSearcher, LineSearch, type TextSearcher } from "@/components/log/line-search";
import { LogLines } from "@/components/log/log-lines";
import { inTime } from "@/lib/testing/in-time";

const makeLines = (numbers: number[], text: (line: number) => string) =>
  numbers.map((line) => ({ line, at: "", host: null, stream: "out" as const, text: text(line) }));
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const evenIsError = (line: number) => (line % 2 === 0 ? "\u001b[31merr\u001b[0mor" : "fine");
const forError = () => directSearcher((text) => text.includes("error"));

async function settle(search: LineSearch) {
  await vi.waitFor(() => expect(search.result().isDone).toBe(true), inTime);
  return search.result();
}

describe("LineSearch", () => {
  test("looks at what is visible, not at colour codes", async () => {
    const lines = new LogLines();
    lines.add(makeLines(range(1, 6), evenIsError));
    const search = new LineSearch(lines);
    search.look("error", forError());
    expect(await settle(search)).toEqual({ key: "error", hits: [2, 4, 6], isDone: true, error: null });
  });

  test("finds what comes later, at the end and before, in the order of the lines", async () => {
    const lines = new LogLines();
    lines.add(makeLines(range(3001, 9000), evenIsError), 9000);
    const search = new LineSearch(lines);
    search.look("error", forError());
    await settle(search);
    lines.add(makeLines(range(9001, 9004), evenIsError));
    search.notice();
    lines.add(makeLines(range(1, 3000), evenIsError));
    search.notice();
    await vi.waitFor(() => expect(search.result().hits).toEqual(range(1, 4502).map((half) => half * 2)), inTime);
  });

  test("looks at no line twice", async () => {
    const lines = new LogLines();
    const looked: string[] = [];
    const search = new LineSearch(lines);
    search.look(
      "all",
      directSearcher((text) => looked.push(text) > 0),
    );
    for (const first of [2001, 1, 4001]) {
      lines.add(makeLines(range(first, first + 1999), String), 6000);
      search.notice();
      await settle(search);
    }
    await vi.waitFor(() => expect(search.result().hits).toHaveLength(6000), inTime);
    expect(new Set(looked).size).toBe(looked.length);
  });

  test("an answer to an earlier search is dropped", async () => {
    const lines = new LogLines();
    lines.add(makeLines([1, 2], evenIsError));
    let answer: (found: number[]) => void = () => {};
    const slow: TextSearcher = { search: () => new Promise((resolve) => (answer = resolve)), stop: () => {} };
    const search = new LineSearch(lines);
    search.look("slow", slow);
    search.look("error", forError());
    answer([0]);
    expect((await settle(search)).hits).toEqual([2]);
  });

  test("a searcher that gives up ends the search with its reason", async () => {
    const lines = new LogLines();
    lines.add(makeLines([1], evenIsError));
    const search = new LineSearch(lines);
    search.look("hard", { search: () => Promise.reject(new Error("Too slow.")), stop: () => {} });
    expect(await settle(search)).toMatchObject({ hits: [], error: "Too slow." });
  });
});
