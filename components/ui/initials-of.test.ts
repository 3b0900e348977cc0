import { expect, test } from "vitest";
import { initialsOf } from "@/components/ui/initials-of";

test.each([
  ["Adaeze Obi", "AO"],
  ["Piet van Dam", "PD"],
  ["ana", "A"],
  ["élodie.martin", "ÉM"],
  ["dependabot[bot]", "D"],
  ["", "?"],
  ["—", "?"],
])("%s is %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
