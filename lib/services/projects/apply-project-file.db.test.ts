import { describe, expect, test } from "vitest";
import { listHosts } from "@/lib/db/hosts";
import { createTestDatabase } from "@/lib/testing/database";
import { testProjectFile } from "@/lib/testing/project";
import { applyProjectFile } from "./apply-project-file";

const db = await createTestDatabase();
const ctx = { db, actor: { kind: "user", name: "ana" } as const };

async function countOf(slug: string) {
  const project = await db.prisma.project.findUniqueOrThrow({
    where: { slug },
    include: { revisions: true, events: true },
  });
  return { revision: project.policyRevision, revisions: project.revisions.length, events: project.events.length };
}

describe("applyProjectFile", () => {
  test("a new project is stored with its hosts in the order of the file, a revision and an event", async () => {
    const applied = await applyProjectFile(ctx, testProjectFile("one", 3));
    expect(applied).toEqual({
      outcome: "created",
      project: "one",
      revision: 1,
      hosts: { added: 3, changed: 0, disabled: 0, total: 3 },
    });
    const project = await db.prisma.project.findUniqueOrThrow({
      where: { slug: "one" },
      include: { hosts: { orderBy: { id: "asc" } }, revisions: true, events: true },
    });
    expect(project.hosts.map((host) => host.name)).toEqual(["web-1", "web-2", "web-3"]);
    expect(project.revisions).toMatchObject([{ revision: 1, author: "ana", source: "project: one\n" }]);
    expect(project.events).toMatchObject([{ event: "project-file-applied", actorName: "ana" }]);
  });

  test("the same file again changes nothing", async () => {
    await applyProjectFile(ctx, testProjectFile("two"));
    const before = await countOf("two");
    expect(await applyProjectFile(ctx, testProjectFile("two"))).toMatchObject({ outcome: "unchanged", revision: 1 });
    expect(await countOf("two")).toEqual(before);
  });

  test("a script that changed is a new revision although the file did not", async () => {
    await applyProjectFile(ctx, testProjectFile("three"));
    const file = testProjectFile("three");
    const step = { name: "switch", script: "echo two", timeout: 120, retries: 0, retryPause: 1 };
    const changed = { ...file, policy: { ...file.policy, deploy: { ...file.policy.deploy, steps: [step] } } };
    expect(await applyProjectFile(ctx, changed)).toMatchObject({ outcome: "updated", revision: 2 });
  });

  test("a host key that changed is a new revision although file and rules did not", async () => {
    await applyProjectFile(ctx, testProjectFile("keys"));
    const file = testProjectFile("keys");
    const hosts = file.hosts.map((host, index) => (index === 1 ? { ...host, hostKeys: ["SHA256:other"] } : host));
    expect(await applyProjectFile(ctx, { ...file, hosts })).toMatchObject({
      revision: 2,
      outcome: "updated",
      hosts: { changed: 1 },
    });
    expect(await db.prisma.host.count({ where: { hostKeys: { equals: ["SHA256:other"] } } })).toBe(1);
  });

  test("a host that is gone is disabled, and comes back with what it was known to run", async () => {
    await applyProjectFile(ctx, testProjectFile("four", 3));
    await db.prisma.host.updateMany({ where: { project: { slug: "four" } }, data: { currentRevision: "abc" } });
    expect(await applyProjectFile(ctx, testProjectFile("four", 2))).toMatchObject({ hosts: { disabled: 1, total: 2 } });
    expect(await applyProjectFile(ctx, testProjectFile("four", 3))).toMatchObject({ hosts: { added: 0, changed: 1 } });
    const back = await db.prisma.host.findFirstOrThrow({ where: { project: { slug: "four" }, name: "web-3" } });
    expect(back).toMatchObject({ enabled: true, currentRevision: "abc" });
  });

  test("hosts that change places in the file are taken in the new order", async () => {
    await applyProjectFile(ctx, testProjectFile("order", 3));
    const file = testProjectFile("order", 3);
    await applyProjectFile(ctx, { ...file, hosts: file.hosts.toReversed() });
    const { id } = await db.prisma.project.findUniqueOrThrow({ where: { slug: "order" } });
    const hosts = await listHosts(db.prisma, id);
    expect(hosts.map((host) => host.name)).toEqual(["web-3", "web-2", "web-1"]);
  });

  test("a host at another address is another machine: what it runs is not known", async () => {
    const file = testProjectFile("five", 2);
    await applyProjectFile(ctx, file);
    await db.prisma.host.updateMany({ where: { project: { slug: "five" } }, data: { currentRevision: "abc" } });
    const hosts = file.hosts.map((host, index) => (index === 0 ? { ...host, address: "10.9.9.9" } : host));
    await applyProjectFile(ctx, { ...file, source: "moved", hosts });
    const stored = await db.prisma.host.findMany({ where: { project: { slug: "five" } }, orderBy: { id: "asc" } });
    expect(stored.map((host) => host.currentRevision)).toEqual([null, "abc"]);
  });

  test("ten people applying the same new file at once make one revision", async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => applyProjectFile(ctx, testProjectFile("six"))));
    expect(outcomes.filter((each) => each.outcome === "created")).toHaveLength(1);
    expect(outcomes.filter((each) => each.outcome === "unchanged")).toHaveLength(9);
  });
});
