import type { ProjectFileHost } from "@/lib/contracts/parse-project-file";
import { type Policy, projectFileSchema } from "@/lib/contracts/project-file";
import type { Database } from "@/lib/db/client";
import { insertCommits } from "@/lib/db/commits";
import { findProjectBySlug, type ProjectRow } from "@/lib/db/projects";
import { insertRollout, type NewRollout, type RolloutRow } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";
import { applyProjectFile, type ProjectFileInput } from "@/lib/services/projects/apply-project-file";

/** A sha of forty times the same digits, for tests: `testSha(1)`, `testSha(2)`, … */
export function testSha(number: number): string {
  return number.toString(16).padStart(4, "0").repeat(10);
}

/** A parsed project file with so many hosts, `web-1` being the canary. */
export function testProjectFile(slug: string, hosts = 4, changes: Partial<Policy> = {}): ProjectFileInput {
  const named: ProjectFileHost[] = Array.from({ length: hosts }, (_, index) => ({
    name: `web-${index + 1}`,
    address: `10.0.0.${index + 1}`,
    port: 22,
    user: "deploy",
    labels: { region: index % 2 === 0 ? "eu" : "us" },
    hostKeys: [`SHA256:${"A".repeat(43)}`],
  }));
  const policy = projectFileSchema.parse({
    project: slug,
    repository: { url: "https://git.example.org/web.git" },
    fleet: {
      user: "deploy",
      privateKey: "/keys/id",
      hosts: named.map(({ name, address, labels }) => ({ name, address, labels })),
    },
    deploy: { steps: [{ name: "restart", run: ["true"] }] },
    canary: { accessLog: { path: "/var/log/access.log", delay: 0 } },
  });
  return { source: `project: ${slug}\n`, policy: { ...policy, ...changes }, hosts: named };
}

/** Puts a project in force and lands so many commits, `testSha(1)` the oldest. */
export async function createTestProject(
  db: Pick<Database, "prisma">,
  slug: string,
  options: { hosts?: number; commits?: number; policy?: Partial<Policy> } = {},
): Promise<ProjectRow> {
  const file = testProjectFile(slug, options.hosts, options.policy);
  await applyProjectFile({ db, actor: { kind: "user", name: "ana" } }, file);
  const project = await findProjectBySlug(db.prisma, slug);
  if (!project) throw new Error("the project was not stored");
  await landTestCommits(db.prisma, project.id, { from: 1, count: options.commits ?? 0 });
  return project;
}

/** Lands `testSha(from)` and so many commits in all. */
export async function landTestCommits(
  tx: Tx,
  projectId: number,
  { from, count }: { from: number; count: number },
): Promise<void> {
  const commits = Array.from({ length: count }, (_, index) => ({
    sha: testSha(from + index),
    author: "Bo",
    authorEmail: "bo@example.org",
    message: `Change ${from + index}\n\nBecause.`,
    landedAt: null,
  }));
  await insertCommits(tx, projectId, commits);
}

/** Stores a rollout of a test project as the automation would, to `testSha(1)` unless the test says otherwise. */
export async function startTestRollout(
  tx: Tx,
  project: Pick<ProjectRow, "id" | "policy">,
  rollout: Pick<NewRollout, "stages"> & Partial<NewRollout>,
): Promise<RolloutRow> {
  const stored = await insertRollout(tx, {
    projectId: project.id,
    kind: "forward",
    fromRevision: null,
    toRevision: testSha(1),
    commitCount: 1,
    startedBy: { kind: "automation", name: "automation" },
    policy: project.policy,
    policyRevision: 1,
    decisionId: null,
    ...rollout,
  });
  if (!stored) throw new Error("another rollout is in the way");
  return stored;
}
