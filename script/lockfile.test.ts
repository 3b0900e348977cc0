import { describe, expect, test } from "vitest";
import { findMissingEntries, readLockfile } from "./lockfile";

describe("package-lock.json", () => {
  test("has an entry for every platform, so that npm ci takes it everywhere (npm run lockfile adds them)", () => {
    expect(findMissingEntries(readLockfile().packages)).toEqual({});
  });

  test("names no registry", () => {
    const resolved = Object.entries(readLockfile().packages).filter(([, entry]) => entry.resolved !== undefined);
    expect(resolved.map(([path]) => path)).toEqual([]);
  });
});

test.each([
  ["@next/swc-darwin-arm64", { os: ["darwin"], cpu: ["arm64"] }],
  ["@next/swc-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@oxc-parser/binding-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
  ["@next/swc-win32-x64-msvc", { os: ["win32"], cpu: ["x64"] }],
])("reads from its name what %s is for", (name, platform) => {
  const packages = { "node_modules/a": { dev: true, optionalDependencies: { [name]: "1.2.3" } } };
  const entry = { version: "1.2.3", dev: true, optional: true, ...platform };
  expect(findMissingEntries(packages)).toEqual({ [`node_modules/${name}`]: entry });
});

test("leaves alone what is there, and optional packages for every platform", () => {
  const packages = {
    "node_modules/a": { optionalDependencies: { "b-linux-x64": "1.0.0", "cpu-features": "1.0.0" } },
    "node_modules/b-linux-x64": { version: "1.0.0" },
  };
  expect(findMissingEntries(packages)).toEqual({});
});
