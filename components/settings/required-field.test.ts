import { expect, test } from "vitest";
import { toContexts } from "@/components/settings/required-field";

test("each line that is not empty names one test, once", () => {
  expect(toContexts(" CI / unit (push), linux \n\nlint\r\nlint\n")).toEqual(["CI / unit (push), linux", "lint"]);
  expect(toContexts(" \n")).toEqual([]);
});
