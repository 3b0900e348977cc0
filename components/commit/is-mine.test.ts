import { expect, test } from "vitest";
import { isMine } from "@/components/commit/is-mine";

const ana = { name: "Ana Lima", email: "ana@example.org" };
const nobody = { author: "", authorEmail: "" };

test.each([
  ["her name and her e-mail", { author: "Ana Lima", authorEmail: "ana@example.org" }, ana, true],
  ["her e-mail under another name", { author: "alima", authorEmail: "Ana@Example.org" }, ana, true],
  ["her name with another e-mail", { author: "ana lima", authorEmail: "ana@home.example" }, ana, true],
  ["somebody else's", { author: "Bo", authorEmail: "bo@example.org" }, ana, false],
  ["nobody's, looked at by her", nobody, ana, false],
  ["nobody's, looked at by somebody without a name", nobody, { name: "", email: "" }, false],
  ["hers, looked at by a person without an e-mail", { ...nobody, author: "Bo" }, { name: "Bo", email: null }, true],
  ["hers, looked at by nobody", { author: "Ana Lima", authorEmail: "ana@example.org" }, null, false],
])("%s", (_, commit, viewer, mine) => {
  expect(isMine(commit, viewer)).toBe(mine);
});
