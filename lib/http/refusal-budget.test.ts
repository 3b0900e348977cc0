import { expect, test, vi } from "vitest";
import { createRefusalBudget, type UntoldRefusals } from "./refusal-budget";

const limits = { perAddress: 3, total: 5, windowMs: 60_000 };

function openBudget() {
  const told: UntoldRefusals[][] = [];
  const budget = createRefusalBudget(async (untold) => void told.push(untold), limits);
  return { budget, told, takeAll: (...from: string[]) => from.map((address) => budget.take(address)) };
}

test("so many of one address are told, the others counted; another address has entries of its own", async () => {
  const { budget, told, takeAll } = openBudget();
  expect(takeAll("a", "a", "a", "a", "a", "b")).toEqual([true, true, true, false, false, true]);
  await budget.flush();
  expect(told).toEqual([[{ address: "a", count: 2 }]]);
});

test("however many addresses there are, the entries of a window are bounded, and so is what is remembered", async () => {
  const { budget, told, takeAll } = openBudget();
  const written = takeAll(...Array.from({ length: 1000 }, (_, index) => `${index}`)).filter(Boolean);
  expect(written).toHaveLength(limits.total);
  await budget.flush();
  expect(told).toEqual([[{ address: null, count: 995 }]]);
});

test("when the window is over they are told by themselves, and it begins anew", async () => {
  vi.useFakeTimers();
  const { told, takeAll } = openBudget();
  takeAll("a", "a", "a", "a");
  vi.advanceTimersByTime(limits.windowMs);
  expect(told).toEqual([[{ address: "a", count: 1 }]]);
  expect(takeAll("a")).toEqual([true]);
  vi.useRealTimers();
});
