import { expect, test } from "vitest";
import { gainsRights } from "./gains-rights";
import type { Role } from "./roles";

const roles = (everywhere: Role | null, inProject: Record<string, Role> = {}) => ({ everywhere, inProject });

test.each([
  ["a first role", roles(null), roles(null, { web: "viewer" }), true],
  ["a higher one in one project", roles("viewer"), roles("viewer", { web: "operator" }), true],
  ["one project instead of another", roles(null, { web: "admin" }), roles(null, { shop: "viewer" }), true],
  ["all projects instead of one", roles(null, { web: "admin" }), roles("viewer"), true],
  ["the same", roles("operator", { web: "admin" }), roles("operator", { web: "admin" }), false],
  ["a lower one", roles("admin"), roles("viewer"), false],
  ["none", roles("admin", { web: "operator" }), roles(null), false],
  ["what all projects give already", roles("admin"), roles("admin", { web: "viewer" }), false],
  ["less everywhere, but as much in the one project", roles("operator"), roles(null, { web: "operator" }), false],
])("%s", (_case, before, after, gains) => {
  expect(gainsRights(before, after)).toBe(gains);
});
