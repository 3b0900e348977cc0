import { describe, expect, test } from "vitest";
import { parseDemoOptions } from "./parse-demo-options";

describe("the demo's options", () => {
  test("have defaults", () => {
    expect(parseDemoOptions([])).toEqual({
      machines: 24,
      speed: 1,
      traffic: 3,
      port: null,
      data: null,
      seed: null,
      fresh: false,
      open: true,
      rollouts: null,
      json: false,
      senders: false,
      onRequest: false,
    });
  });
  test("are read", () => {
    const argv = [
      "--rollouts",
      "3",
      "--json",
      "--machines=8",
      "--speed",
      "2.5",
      "--data",
      "a b",
      "--fresh",
      "--no-open",
    ];
    expect(parseDemoOptions(argv)).toMatchObject({
      rollouts: 3,
      json: true,
      machines: 8,
      speed: 2.5,
      data: "a b",
      fresh: true,
      open: false,
    });
  });
  test.each([
    [["--machines", "3"], /--machines takes a whole number from 4 to 500, not "3"/],
    [["--speed", "fast"], /--speed takes a number from 0.1 to 10, not "fast"/],
    [["--rollouts", "1.5"], /--rollouts takes a whole number/],
    [["--port", ""], /--port takes/],
    [["--machine", "4"], /--machine/],
    [["extra"], /extra/],
  ])("refuse %j", (argv, told) => {
    expect(() => parseDemoOptions(argv)).toThrow(told);
  });
});
