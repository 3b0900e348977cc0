import { describe, expect, test } from "vitest";
import { gutterOutline, gutterParts, isErrorText } from "@/components/log/error-lines";

describe("isErrorText", () => {
  test.each([
    "bind: address already in use: ERROR",
    "requests.exceptions.ConnectionError: no route",
    "Traceback (most recent call last):",
    "fatal: not a git repository",
    "restart failed with exit 1",
    "Permission denied (publickey)",
  ])("sees %j", (text) => expect(isErrorText(text)).toBe(true));

  test.each([
    "restart: starting gunicorn",
    "12 passed, 0 failed, no errors",
    "errors: 0",
    "loaded failover.conf",
    "mirrors synced",
  ])("lets %j pass", (text) => expect(isErrorText(text)).toBe(false));
});

describe("gutterOutline", () => {
  test("puts each mark where its row is, and near ones into one", () => {
    expect(gutterOutline([0, 1, 999_999], 1_000_000)).toBe(`M0 0h1v1.500h-1zM0 ${gutterParts - 1}h1v1.500h-1z`);
  });

  test("is empty without rows", () => {
    expect(gutterOutline([], 100)).toBe("");
    expect(gutterOutline([1], 0)).toBe("");
  });
});
