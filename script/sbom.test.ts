import { beforeAll, expect, test } from "vitest";
import { readInstalledLicense, readLockfile } from "./lockfile";
import { keepWhatShips, type Sbom } from "./sbom";
import { nameOf } from "./supply-chain";
import { listAll } from "./write-sbom";

const { packages } = readLockfile();
let sbom: Sbom;
let text: string;

beforeAll(() => {
  sbom = keepWhatShips(listAll(), packages, readInstalledLicense);
  text = JSON.stringify(sbom);
});

test("every package that ships is in it once, with what vouches for its bytes; none for development alone is", () => {
  const shipped = Object.entries(packages).filter(([path, entry]) => path !== "" && !entry.dev && !entry.devOptional);
  const names = shipped.map(([path, { version }]) => `${nameOf(path)}@${version}`);
  const listed = sbom.components.map(({ name, version }) => `${name}@${version}`);
  expect(listed.toSorted()).toEqual([...new Set(names)].toSorted());
  expect(listed).toEqual(expect.arrayContaining([expect.stringMatching(/^next@/), expect.stringMatching(/^zod@/)]));
  expect(listed.join("\n")).not.toMatch(/^(vitest|vite|playwright|@biomejs|knip)@/m);
  const vouched = new Map(shipped.map(([path, { version, integrity }]) => [`${nameOf(path)}@${version}`, integrity]));
  for (const { name, version, purl, hashes } of sbom.components) {
    expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${version}`);
    const integrity = vouched.get(`${name}@${version}`);
    if (integrity) expect(hashes?.[0]?.content).toBe(Buffer.from(integrity.slice(7), "base64").toString("hex"));
  }
});

test("every package has a licence", () => {
  const without = sbom.components.filter(({ licenses }) => !licenses || licenses.length === 0);
  expect(without.map(({ name }) => name)).toEqual([]);
});

test("it is CycloneDX, names the product, and refers to nothing that is not there", () => {
  expect(sbom).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.5" });
  expect(sbom.metadata.component).toMatchObject({ name: "sauron", licenses: [{ license: { id: "Apache-2.0" } }] });
  const refs = new Set([sbom.metadata.component["bom-ref"], ...sbom.components.map((one) => one["bom-ref"])]);
  for (const { ref, dependsOn = [] } of sbom.dependencies) {
    for (const one of [ref, ...dependsOn]) expect(refs).toContain(one);
  }
});

test("it names no registry and no folder of this machine", () => {
  expect(text).not.toMatch(/"distribution"/);
  expect(text).not.toContain(process.cwd());
});
