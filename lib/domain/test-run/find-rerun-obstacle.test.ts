import { expect, test } from "vitest";
import { findRerunObstacle } from "./find-rerun-obstacle";

const able = { enabled: true, canRepeat: true, hasApi: true, hasToken: true };
const sender = (source: typeof able | null) => findRerunObstacle({ by: "sender", name: "ci", source });

test("Sauron and a sender that can be asked are in nobody's way", () => {
  expect(findRerunObstacle({ by: "sauron", hasTests: true })).toBeNull();
  expect(sender(able)).toBeNull();
});

test.each([
  ["nobody knows how to ask", null, /^ci cannot be asked from here/],
  ["its kind repeats nothing", { ...able, canRepeat: false }, /^ci cannot be asked for another attempt/],
  ["it is switched off", { ...able, enabled: false }, /switched off/],
  ["it has no API", { ...able, hasApi: false, hasToken: false }, /give its source an API with a token/],
  ["its API has no token", { ...able, hasToken: false }, /without a token/],
])("a sender where %s", (_why, source, sentence) => {
  expect(sender(source)).toMatch(sentence);
});

test("Sauron without a command of the project has nothing to run", () => {
  expect(findRerunObstacle({ by: "sauron", hasTests: false })).toMatch(/tests\.run/);
});
