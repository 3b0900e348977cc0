import { expect, test } from "vitest";
import { parseSecretKeys } from "@/lib/config/secret-keys";
import { projectFileSchema } from "@/lib/contracts/project-file";
import { readProjectSettings } from "@/lib/queries/read-project-settings";
import { applyProjectFile } from "@/lib/services/projects/apply-project-file";
import { createTestDatabase } from "@/lib/testing/database";
import { dumpTables } from "@/lib/testing/dump-tables";
import { startTestRollout, testProjectFile } from "@/lib/testing/project";
import { findCheck, insertChecks } from "./checks";
import { findProjectBySlug } from "./projects";
import { sealStoredSecrets } from "./seal-stored-secrets";

const db = await createTestDatabase();
const ctx = { db, actor: { kind: "user", name: "ana" } } as const;

const dump = () => dumpTables(db.pool);

const url = "https://bot:CANARY-url@git.example.org/web.git";
const { policy: plain, hosts } = testProjectFile("web");
const policy = projectFileSchema.parse({
  ...plain,
  repository: { ...plain.repository, url },
  deploy: { ...plain.deploy, env: { A: "CANARY-deploy" } },
  tests: { ...plain.tests, script: "true", env: { B: "CANARY-tests" } },
});
const source = `project: web\nrepository: { url: "${url}" }\ndeploy: { env: { A: CANARY-deploy } }\ntests: { env: { B: CANARY-tests } }\n`;

test("neither a dump nor the page has the secrets of a project file, of a rollout's rules or of a check; who needs them reads them", async () => {
  await applyProjectFile(ctx, { source, policy, hosts });
  const project = await findProjectBySlug(db.prisma, "web");
  if (!project) throw new Error("the project was not stored");
  const hostIds = (await db.prisma.host.findMany()).map(({ id }) => id);
  const rollout = await startTestRollout(db.prisma, project, { stages: [{ name: "fleet", hostIds }] });
  const [check] = await insertChecks(db.prisma, {
    inputs: [{ kind: "repository", url, trunk: "main" }],
    createdBy: "ana",
  });

  const dumped = await dump();
  expect(dumped).toContain("web-1");
  expect(dumped).not.toContain("CANARY");
  expect(JSON.stringify(await readProjectSettings(db.prisma, project, null))).not.toContain("CANARY");

  expect([project.repositoryUrl, project.policy]).toEqual([url, policy]);
  expect(rollout.policy).toEqual(policy);
  expect((await findCheck(db.prisma, check?.id ?? 0))?.input).toMatchObject({ url });
});

test("the same file again changes nothing, though it would be sealed otherwise", async () => {
  expect(await applyProjectFile(ctx, { source, policy, hosts })).toMatchObject({ outcome: "unchanged", revision: 1 });
  const changed = { ...policy, deploy: { ...policy.deploy, env: { A: "CANARY-other" } } };
  expect(await applyProjectFile(ctx, { source, policy: changed, hosts })).toMatchObject({ outcome: "updated" });
  expect(await dump()).not.toContain("CANARY");
});

test("what was stored in the clear before is sealed at the next start, and read as it was", async () => {
  const stored = JSON.stringify(policy);
  await db.pool.query(`UPDATE "Project" SET "repositoryUrl" = $1, policy = $2`, [url, stored]);
  await db.pool.query(`UPDATE "Rollout" SET policy = $1`, [stored]);
  await db.pool.query(`UPDATE "ProjectFileRevision" SET source = $1`, [source]);
  expect(await dump()).toContain("CANARY");
  await sealStoredSecrets(db.url, parseSecretKeys(process.env.SAURON_SECRET_KEY ?? ""));
  const sealed = await dump();
  expect(sealed).not.toContain("CANARY");
  expect((await findProjectBySlug(db.prisma, "web"))?.policy).toEqual(policy);
  await sealStoredSecrets(db.url, parseSecretKeys(process.env.SAURON_SECRET_KEY ?? ""));
  expect(await dump()).toBe(sealed);
});
