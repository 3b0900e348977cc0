import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readInstalledLicense, readLockfile } from "./lockfile";
import {
  installScripts,
  listForeignSources,
  listInstallScripts,
  listLicenseProblems,
  nameOf,
  otherLicenses,
} from "./supply-chain";

const { packages } = readLockfile();
const readJson = (path: string) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"));

describe("the lockfile", () => {
  test("has no install script but those listed with a reason, and none of them may run", () => {
    expect(listInstallScripts(packages)).toEqual(Object.keys(installScripts).toSorted());
    const { allowScripts } = readJson("package.json");
    expect(allowScripts).toEqual(Object.fromEntries(Object.keys(installScripts).map((name) => [name, false])));
    expect(readFileSync(new URL("../.npmrc", import.meta.url), "utf8")).toMatch(/^ignore-scripts=true$/m);
  });

  test("takes every package from the registry", () => {
    expect(listForeignSources(packages)).toEqual([]);
  });

  test("has no licence but the free ones, and others with a reason", () => {
    expect(listLicenseProblems(packages, readInstalledLicense)).toEqual([]);
    const names = Object.keys(packages).map(nameOf);
    for (const key of Object.keys(otherLicenses)) {
      expect(
        names.some((name) => (key.endsWith("*") ? name.startsWith(key.slice(0, -1)) : name === key)),
        key,
      ).toBe(true);
    }
  });
});

const good = { version: "1.0.0", integrity: "sha512-x", license: "MIT" };

test.each([
  ["git", { ...good, resolved: "git+ssh://git@github.com/a/b.git#1234" }],
  ["an address", { ...good, resolved: "https://example.org/b.tgz" }],
  ["one that looks like it", { ...good, resolved: "https://registry.npmjs.org.example.org/b.tgz" }],
  ["a folder", { ...good, link: true, resolved: "../b" }],
  ["nobody vouches for", { ...good, integrity: undefined }],
])("a package from %s is refused", (_name, entry) => {
  expect(listForeignSources({ "node_modules/b": entry })).toHaveLength(1);
  expect(listForeignSources({ "node_modules/b": good })).toEqual([]);
});

test("a package with an install script is found wherever it lies", () => {
  const entry = { ...good, hasInstallScript: true };
  expect(listInstallScripts({ "node_modules/a": good, "node_modules/a/node_modules/@x/b": entry })).toEqual(["@x/b"]);
});

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0-only)", true],
  ["MIT AND Apache-2.0", true],
  ["MIT AND GPL-3.0-only", false],
  ["GPL-3.0-only", false],
  ["MPL-2.0", false],
  ["SEE LICENSE IN LICENSE", false],
])("the licence %s: allowed %s", (license, isAllowed) => {
  expect(listLicenseProblems({ "node_modules/b": { ...good, license } }, () => null)).toHaveLength(isAllowed ? 0 : 1);
});

test("a package without a licence is refused, unless the installed one or its parent has one", () => {
  const { license: _, ...bare } = good;
  expect(listLicenseProblems({ "node_modules/b-linux-x64": bare }, () => null)).toEqual(["b-linux-x64: no licence"]);
  expect(listLicenseProblems({ "node_modules/b-linux-x64": bare }, () => "ISC")).toEqual([]);
  const parent = { ...good, optionalDependencies: { "b-linux-x64": "1.0.0" } };
  expect(listLicenseProblems({ "node_modules/b": parent, "node_modules/b-linux-x64": bare }, () => null)).toEqual([]);
});
