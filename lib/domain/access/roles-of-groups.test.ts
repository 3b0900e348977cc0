import { expect, test } from "vitest";
import { type GroupRole, rolesOfGroups } from "./roles-of-groups";

const mapping: GroupRole[] = [
  { group: "staff", role: "viewer", project: null },
  { group: "ops", role: "operator", project: null },
  { group: "web", role: "operator", project: "web" },
  { group: "web-leads", role: "admin", project: "web" },
];

test.each([
  [[], []],
  [["strangers"], []],
  [["staff"], [{ project: null, role: "viewer" }]],
  [["ops", "staff"], [{ project: null, role: "operator" }]],
  [
    ["web-leads", "staff", "web"],
    [
      { project: null, role: "viewer" },
      { project: "web", role: "admin" },
    ],
  ],
])("groups %j give %j", (groups, roles) => {
  expect(rolesOfGroups(groups, mapping)).toEqual(roles);
});
