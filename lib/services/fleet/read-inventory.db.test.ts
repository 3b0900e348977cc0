import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listHosts } from "@/lib/db/hosts";
import { claimInventory } from "@/lib/db/inventory";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testProjectFile } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { acceptInventory } from "./accept-inventory";
import { readInventory } from "./read-inventory";

const db = await createTestDatabase();
const ctx = { ...createWorkerContext(db), actor: { kind: "user" as const, name: "ana" } };
const folder = mkdtempSync(join(tmpdir(), "sauron inventory "));
afterAll(() => rmSync(folder, { recursive: true }));

const hostKey = `SHA256:${"A".repeat(43)}`;
const list = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `web-${index + 1}`, address: `10.0.0.${index + 1}`, hostKey }));

async function createListed(slug: string) {
  const printed = join(folder, slug);
  const print = (text: string | object) =>
    writeFileSync(printed, typeof text === "string" ? text : JSON.stringify(text));
  const { fleet } = testProjectFile(slug).policy;
  const inventory = { run: ["cat", printed], refresh: 60, timeout: 10 };
  const policy = { fleet: { user: fleet.user, port: 22, privateKey: fleet.privateKey, inventory } };
  const { id } = await createTestProject(db, slug, { policy });
  const read = async () => {
    await readInventory(ctx, { projectId: id });
    const { inventoryError } = await db.prisma.project.findUniqueOrThrow({ where: { id } });
    return { error: inventoryError, hosts: (await listHosts(db.prisma, id)).map((host) => host.name) };
  };
  return { id, print, read };
}

test("the fleet is what the program prints; when it fails the last good list stays, and says why", async () => {
  const { print, read } = await createListed("listed");
  expect(await read()).toEqual({ error: expect.stringContaining("It ended with exit code 1: cat: "), hosts: [] });
  print({ hosts: list(3) });
  expect(await read()).toEqual({ error: null, hosts: ["web-1", "web-2", "web-3"] });
  const kept = ["web-1", "web-2", "web-3"];
  print("<html>");
  expect(await read()).toEqual({ error: "It did not print JSON.", hosts: kept });
  print({ hosts: [{ name: "web-1", address: "root@10.0.0.1", hostKey }] });
  expect((await read()).error).toMatch(/^What it printed cannot be used: hosts\.0\.address: write a host name/);
  print({ hosts: [...list(2), { name: "web-2", address: "10.0.0.9", hostKey }] });
  expect((await read()).error).toContain('is the second host called "web-2"');
  print({ hosts: [...list(3), { address: "10.0.0.4" }] });
  expect(await read()).toEqual({ error: expect.stringContaining("Without a pinned host key: 10.0.0.4"), hosts: kept });
  print({ hosts: list(1) });
  expect((await read()).error).toContain("match no host");
});

test("more than half of the fleet is dropped only once a person has accepted it", async () => {
  const { id, print, read } = await createListed("doubted");
  print({ hosts: list(6) });
  await read();
  const drops = ["web-3", "web-4", "web-5", "web-6"];
  const accept = (shown = drops) => acceptInventory(ctx, { projectId: id, drops: shown, reason: "the rack was sold" });
  await expect(accept()).rejects.toThrow(/Nothing about the inventory/);
  print({ hosts: list(2) });
  expect(await read()).toMatchObject({
    error: expect.stringContaining("It would drop 4 of 6 hosts"),
    hosts: { length: 6 },
  });
  await expect(accept([...drops, "web-1"])).rejects.toThrow(/drops other hosts by now/);
  await accept();
  // Just what was accepted, however long that takes: neither a failure in between nor another list counts for it.
  print("<html>");
  expect(await read()).toMatchObject({ error: "It did not print JSON.", hosts: { length: 6 } });
  print({ hosts: list(6).slice(4) });
  expect(await read()).toMatchObject({ error: expect.stringContaining("It would drop 4 of 6 hosts (web-1, web-2,") });
  print({ hosts: list(2) });
  expect(await read()).toEqual({ error: null, hosts: ["web-1", "web-2"] });
  print({ hosts: [...list(1), { name: "new", address: "10.1.0.1", hostKey }] });
  expect(await read()).toEqual({ error: null, hosts: ["web-1", "new"] });
});

test("one worker of all reads it, and not again before its time", async () => {
  const { id } = await createListed("turns");
  const turns = await Promise.all([0, 1, 2].map(() => claimInventory(db.prisma, id, 60)));
  expect(turns.filter(Boolean)).toHaveLength(1);
  expect(await claimInventory(db.prisma, id, 60)).toBe(false);
});
