import { expect, test } from "vitest";
import { describeHalter } from "./describe-halter";

test("a person or a program is named, and the automation when it stopped by itself", () => {
  expect(describeHalter({ by: "ana" })).toBe("by ana");
  expect(describeHalter({ by: null })).toBe("by the automation");
});
