import { expect, test } from "vitest";
import { type LogLook, readLogLook, writeLogLook } from "@/components/log/log-look";
import { viewAddress } from "@/components/rollout/use-view-query";

const usual: LogLook = { pattern: { text: "", matchCase: false, isRegex: false }, time: "clock", wraps: false };
const addressOf = (look: LogLook, before = "") => viewAddress(new URLSearchParams(before), writeLogLook(look));

test("an address that says nothing means the usual look, which needs no word", () => {
  expect(readLogLook(new URLSearchParams("tab=log&q=web&time=never"))).toEqual(usual);
  expect(addressOf(usual, "tab=log&host=web-1&find=old&wrap=1")).toBe("?tab=log&host=web-1");
});

test("every look can be read again from its address", () => {
  for (const time of ["off", "clock", "elapsed"] as const) {
    for (const isOn of [true, false]) {
      const look: LogLook = { pattern: { text: "a+&b=c ü", matchCase: isOn, isRegex: !isOn }, time, wraps: isOn };
      expect(readLogLook(new URLSearchParams(addressOf(look)))).toEqual(look);
    }
  }
});
