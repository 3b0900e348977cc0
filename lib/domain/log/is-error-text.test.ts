import { describe, expect, test } from "vitest";
import { isErrorText } from "./is-error-text";

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
