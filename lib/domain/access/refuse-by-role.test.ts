import { expect, test } from "vitest";
import { type Permission, permissions } from "./permissions";
import { refuseByRole } from "./refuse-by-role";
import { higherRole, type Role, roles } from "./roles";

/** The least role of each; said here anew, so that a change of the table is a decision. */
const least: Record<Permission, Role> = {
  read: "viewer",
  abort: "viewer",
  deploy: "operator",
  override: "admin",
  steer: "operator",
  look: "operator",
  report: "operator",
  runTests: "operator",
  configure: "admin",
  audit: "admin",
};

test.each(Object.keys(permissions) as Permission[])("%s is for its least role and those above", (permission) => {
  const refused = [null, ...roles].filter(
    (role) => refuseByRole(role, permission, { project: "web", able: [] }) !== null,
  );
  expect(refused).toEqual([null, ...roles.slice(0, roles.indexOf(least[permission]))]);
});

test.each([
  [[], "This needs the operator role in this project; nobody has it yet, an admin can give it."],
  [["ana"], "This needs the operator role in this project; ana has it."],
  [["ana", "ben"], "This needs the operator role in this project; ana and ben have it."],
  [["ana", "ben", "cleo"], "This needs the operator role in this project; ana, ben and cleo have it."],
  [["ana", "ben", "cleo", "dan"], "This needs the operator role in this project; ana, ben, cleo and 1 other have it."],
  [["a", "b", "c", "d", "e"], "This needs the operator role in this project; a, b, c and 2 others have it."],
])("a refusal names who can: %j", (able, sentence) => {
  expect(refuseByRole("viewer", "deploy", { project: "web", able })).toBe(sentence);
});

test("what is about all projects needs the role in all of them", () => {
  const sentence = "This needs the admin role in all projects; ana has it.";
  expect(refuseByRole("operator", "configure", { project: null, able: ["ana"] })).toBe(sentence);
});

test("of two roles the one that may do more counts", () => {
  expect(higherRole("viewer", "admin")).toBe("admin");
  expect(higherRole("operator", "viewer")).toBe("operator");
  expect(higherRole(null, "viewer")).toBe("viewer");
  expect(higherRole(null, null)).toBeNull();
});
