import { expect, test } from "vitest";
import type { Principal } from "../access/principal";
import { sayWay, tellWay } from "./way-of-act";

const person: Principal = { kind: "person", roles: { everywhere: "admin", inProject: {} } };

test.each<[string, Principal, object | null, string | null]>([
  ["somebody at the machine", { kind: "machine" }, { by: "machine" }, "at the machine"],
  [
    "a token",
    { kind: "token", id: "1a2b3c4d", project: "web", scopes: [] },
    { by: "token 1a2b3c4d" },
    "token 1a2b3c4d",
  ],
  ["a person who has signed in", person, null, null],
  ["who signs in only now", { kind: "nobody" }, null, null],
])("an act of %s tells how it came in", (_who, principal, told, said) => {
  expect(tellWay(principal)).toEqual(told);
  expect(sayWay({ actor: { kind: "user", name: "ana" }, details: tellWay(principal) })).toBe(said);
});

test("an older entry tells of a token by its actor alone", () => {
  expect(sayWay({ actor: { kind: "api", name: "ci" }, details: null })).toBe("token");
  expect(sayWay({ actor: { kind: "user", name: "ana" }, details: { seconds: 60 } })).toBeNull();
});
