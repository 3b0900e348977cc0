import { expect, test } from "vitest";
import type { CanaryInterval } from "./canary-input";
import { countApart } from "./count-apart";

test("codes of broken connections are shown apart, of both arms and all intervals; those that did not occur are not", () => {
  const intervals: CanaryInterval[] = [
    { canary: { codes: { 200: 90, 499: 2, "-": 1 } }, control: { codes: { 200: 80, 522: 4 } } },
    { canary: { codes: { 499: 3, 503: 7 } }, control: { codes: { 499: 1 } } },
    { canary: { codes: { 0: 1, "-1": 2, 444: 1, 460: 1, 520: 1, 527: 1 } }, control: null },
  ];
  expect(countApart(intervals)).toEqual([
    { code: "499", canary: 5, control: 1 },
    { code: "444", canary: 1, control: 0 },
    { code: "460", canary: 1, control: 0 },
    { code: "520", canary: 1, control: 0 },
    { code: "522", canary: 0, control: 4 },
    { code: "527", canary: 1, control: 0 },
    { code: "0", canary: 1, control: 0 },
    { code: "-1", canary: 2, control: 0 },
    { code: "-", canary: 1, control: 0 },
  ]);
});
