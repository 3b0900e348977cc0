import { describe, expect, test } from "vitest";
import { filterQueue, isFiltering, queueChoices, readQueueFilter } from "@/components/now/filter-queue";

const queue = [
  { author: "Ana", authorEmail: "ana@example.org", testStatus: "passed" },
  { author: "bo", authorEmail: "bo@example.org", testStatus: "failed" },
  { author: "Ana", authorEmail: "ana@example.org", testStatus: "failed" },
] as const;
const ana = { name: "ana", email: null };
const bo = { name: "Robert", email: "bo@example.org" };
const all = { mine: false, author: null, status: null };

describe("filterQueue", () => {
  test("shows everything without a filter", () => {
    expect(filterQueue(queue, readQueueFilter(new URLSearchParams()), ana)).toHaveLength(3);
    expect(isFiltering(all)).toBe(false);
  });

  test("reads the filter from the address and applies every part of it", () => {
    const filter = readQueueFilter(new URLSearchParams("mine=1&author=Ana&status=failed"));
    expect(isFiltering(filter)).toBe(true);
    expect(filterQueue(queue, filter, ana)).toEqual([queue[2]]);
    expect(filterQueue(queue, filter, bo)).toEqual([]);
    expect(filterQueue(queue, { ...all, mine: true }, bo)).toEqual([queue[1]]);
  });

  test("what does not occur matches nothing instead of everything", () => {
    expect(filterQueue(queue, { ...all, author: "zoe" }, null)).toEqual([]);
  });
});

test("what is chosen can still be seen and taken back when it occurs no more", () => {
  expect(queueChoices(queue, { ...all, author: "zoe" })).toEqual({
    authors: ["Ana", "bo", "zoe"],
    statuses: ["failed", "passed"],
  });
});
