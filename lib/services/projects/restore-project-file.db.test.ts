import { expect, test } from "vitest";
import { readSentProjectFile } from "@/lib/services/projects/read-sent-project-file";
import { createTestDatabase } from "@/lib/testing/database";
import { testProjectFile } from "@/lib/testing/project";
import { applyProjectFile } from "./apply-project-file";
import { restoreProjectFile } from "./restore-project-file";

const db = await createTestDatabase();
const ctx = { db, actor: { kind: "user", name: "ana" } as const };
const reason = "the new limits were too tight";

function projectFile(slug: string, changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    project: slug,
    repository: { url: "https://bot:CANARY@git.example.org/shop.git" },
    fleet: {
      user: "deploy",
      privateKey: "/keys/id",
      hosts: [{ name: "web-1", address: "192.0.2.1", hostKey: `SHA256:${"A".repeat(43)}` }],
    },
    deploy: { steps: [{ name: "restart", run: ["true"] }], env: { TOKEN: "CANARY" } },
    stages: [{ name: "fleet", hosts: "rest" }],
    ...changes,
  });
}

async function apply(source: string): Promise<void> {
  const parsed = readSentProjectFile(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applyProjectFile(ctx, { source, policy: parsed.policy, hosts: parsed.hosts });
}

async function find(slug: string) {
  return db.prisma.project.findUniqueOrThrow({
    where: { slug },
    include: { revisions: { orderBy: { revision: "asc" } } },
  });
}

test("an older version is put in force whole, its secrets too, as a new version that says why", async () => {
  await apply(projectFile("shop"));
  await apply(projectFile("shop", { hostFailureBudget: "7%" }));
  const project = await find("shop");
  const restored = await restoreProjectFile(ctx, { project, revision: 1, inForce: 2, reason });
  expect(restored).toMatchObject({ outcome: "updated", revision: 3, hosts: { total: 1, changed: 0 } });
  const [first, , third] = (await find("shop")).revisions;
  expect(third?.author).toBe("ana");
  expect((await find("shop")).policy).toMatchObject({ hostFailureBudget: 1 });
  const again = restoreProjectFile(ctx, { project, revision: 1, inForce: 3, reason });
  await expect(again).rejects.toThrow("Version 1 is what is in force");
  // Both are sealed, each by itself; that nothing would change says that they are the same inside.
  expect(third?.source).not.toBe(first?.source);

  const entry = await db.prisma.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(entry).toMatchObject({
    action: "restoreProjectFile",
    target: "project file",
    reason,
    details: { before: { revision: 2 }, after: { revision: 3 }, again: 1 },
  });
  expect(JSON.stringify(entry)).not.toContain("CANARY");
  const event = await db.prisma.projectEvent.findFirstOrThrow({
    where: { projectId: project.id, event: "project-file-applied" },
    orderBy: { id: "desc" },
  });
  expect(event.reason).toMatch(/^Revision 3: .*Version 1 again: the new limits were too tight$/);
});

test("nothing is put in force when another version is by now, or there is none such", async () => {
  await apply(projectFile("raced"));
  await apply(projectFile("raced", { hostFailureBudget: "7%" }));
  const project = await find("raced");
  const stale = restoreProjectFile(ctx, { project, revision: 1, inForce: 1, reason });
  await expect(stale).rejects.toThrow("Version 2 of the project file is in force by now");
  const missing = restoreProjectFile(ctx, { project, revision: 9, inForce: 2, reason });
  await expect(missing).rejects.toMatchObject({ code: "not-found" });
  expect((await find("raced")).policyRevision).toBe(2);
});

test("of two who bring a version back at once exactly one does", async () => {
  await apply(projectFile("twice"));
  await apply(projectFile("twice", { hostFailureBudget: "7%" }));
  const project = await find("twice");
  const wish = () => restoreProjectFile(ctx, { project, revision: 1, inForce: 2, reason });
  const ends = await Promise.allSettled([wish(), wish()]);
  expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await find("twice")).policyRevision).toBe(3);
});

test("a version that names files beside it is refused with what to do, and nothing is read", async () => {
  const { policy, hosts } = testProjectFile("files");
  const source = projectFile("files", { deploy: { steps: [{ name: "go", script: "deploy.sh" }] } });
  await applyProjectFile(ctx, { source, policy, hosts });
  await apply(projectFile("files"));
  const project = await find("files");
  const refused = restoreProjectFile(ctx, { project, revision: 1, inForce: 2, reason });
  await expect(refused).rejects.toThrow(/^Version 1 cannot be applied from here\. .*script.*`sauron apply`/);
  expect((await find("files")).policyRevision).toBe(2);
});

test("where addresses were aliases of a person's ssh nothing is put in force, since they mean another machine here", async () => {
  const source = projectFile("alias");
  const parsed = readSentProjectFile(source);
  if (!parsed.ok) throw new Error("it has mistakes");
  const [listed] = parsed.policy.fleet.hosts ?? [];
  const fleet = { ...parsed.policy.fleet, hosts: listed ? [{ ...listed, address: "10.9.9.9" }] : [] };
  await apply(projectFile("alias", { hostFailureBudget: "7%" }));
  await applyProjectFile(ctx, { source, policy: { ...parsed.policy, fleet }, hosts: parsed.hosts });
  const project = await find("alias");
  const refused = restoreProjectFile(ctx, { project, revision: 1, inForce: 2, reason });
  await expect(refused).rejects.toThrow(/mean something else than here/);
});
