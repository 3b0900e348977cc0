import { expect, test } from "vitest";
import { canaryPolicySchema } from "@/lib/contracts/canary-policy";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject } from "@/lib/testing/project";
import { readThresholds } from "./read-thresholds";

const db = await createTestDatabase();

const fileWith = (pct: number, minRatio = 1.5) =>
  `canary:\n  rules: [{ metric: 5xx, op: <, pct: ${pct} }]\n  compare: { minRatio: ${minRatio} }\n`;

/** A project whose versions 2, 3, … have these texts, all by bo; the limits of the last are in force. */
async function createProject(slug: string, sources: string[], canary: object) {
  const project = await createTestProject(db, slug);
  await db.prisma.projectFileRevision.createMany({
    data: sources.map((source, index) => ({ projectId: project.id, revision: index + 2, source, author: "bo" })),
  });
  const policy = { ...project.policy, canary: canaryPolicySchema.parse(canary) };
  return { ...project, policy, policyRevision: sources.length + 1 };
}

test("each limit tells the version that made it what it is, and what it was before", async () => {
  const project = await createProject("web", [fileWith(0.4), fileWith(0.5), `${fileWith(0.5)}\n# a word\n`], {
    rules: [{ metric: "5xx", op: "<", pct: 0.5 }],
  });
  const { changes } = await readThresholds(db.prisma, project);
  expect(changes.rules).toEqual({
    "5xx < 0.5": { revision: 3, author: "bo", at: expect.any(String), was: "0.4 %" },
  });
  expect(changes.comparison).toMatchObject({ revision: 1, author: "ana", was: null });
});

test("a change that lies further back than a page of versions is found", async () => {
  const sources = [fileWith(0.5, 1.5), ...Array<string>(50).fill(fileWith(0.5, 2))];
  const project = await createProject("long", sources, { rules: [{ metric: "5xx", op: "<", pct: 0.5 }] });
  const { changes } = await readThresholds(db.prisma, project);
  expect(changes.comparison).toMatchObject({ revision: 3, author: "bo", was: expect.stringContaining("1.5 times") });
  expect(changes.rules["5xx < 0.5"]).toMatchObject({ revision: 1, was: null });
});
