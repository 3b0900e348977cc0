import { formatProblem } from "@/lib/contracts/parse-project-file";
import type { Policy } from "@/lib/contracts/project-file";
import { findProjectFile, lockProjectFile } from "@/lib/db/project-files";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import type { ActContext } from "../context";
import { type AppliedProjectFile, type ProjectFileInput, putProjectFileInForce } from "./apply-project-file";
import { readSentProjectFile } from "./read-sent-project-file";

/**
 * Puts an older version of a project's file in force again, as a new version. It is read here from its stored text, so
 * that no secret in it travels, and by the rules for a file that is sent: it names no other file.
 * @param input.inForce the version that the person saw in force
 * @throws SauronError "not-found", "conflict" when another version is in force by now or nothing would change,
 * "invalid-project-file" when it cannot be read here
 */
export async function restoreProjectFile(
  ctx: ActContext,
  input: { project: Pick<ProjectRow, "id" | "slug">; revision: number; inForce: number; reason: string },
): Promise<AppliedProjectFile> {
  const { revision, inForce, reason } = input;
  return inTransaction(ctx.db.prisma, async (tx) => {
    await lockProjectFile(tx, input.project.slug);
    const project = await findProject(tx, input.project.id);
    if (!project) throw new SauronError("not-found", "There is no such project.");
    if (project.policyRevision !== inForce) {
      const message = `Version ${project.policyRevision} of the project file is in force by now; look at it again.`;
      throw new SauronError("conflict", message);
    }
    const file = await readVersion(tx, project, revision);
    await checkMeaning(tx, project);
    const applied = await putProjectFileInForce(tx, ctx, {
      act: "restoreProjectFile",
      ...file,
      again: { revision, reason },
    });
    if (applied.outcome !== "unchanged") return applied;
    throw new SauronError("conflict", `Version ${revision} is what is in force; there is nothing to change.`);
  });
}

async function readVersion(tx: Tx, project: ProjectRow, revision: number): Promise<ProjectFileInput> {
  const stored = await findProjectFile(tx, project.id, revision);
  if (!stored) throw new SauronError("not-found", `There is no version ${revision} of the project file.`);
  const { source } = stored;
  const parsed = readSentProjectFile(source);
  if (parsed.ok) return { source, policy: parsed.policy, hosts: parsed.hosts };
  const { problems } = parsed;
  const first = problems[0] ? ` ${formatProblem(`version ${revision}`, problems[0])}.` : "";
  const message = `Version ${revision} cannot be applied from here.${first} Apply it with \`sauron apply\`, where its files are.`;
  throw new SauronError("invalid-project-file", message, { details: { problems } });
}

/**
 * A file that was applied at another machine may mean something else here: `~/` another home, an address the alias of a
 * person's ssh. The one in force tells, as what it was taken for is stored.
 */
async function checkMeaning(tx: Tx, { id, policyRevision, policy }: ProjectRow): Promise<void> {
  const current = await findProjectFile(tx, id, policyRevision);
  const read = current && readSentProjectFile(current.source);
  if (!read?.ok || JSON.stringify(listPlaces(read.policy)) === JSON.stringify(listPlaces(policy))) return;
  throw new SauronError(
    "conflict",
    "The project file in force was applied where its paths or addresses mean something else than here. Apply the older version there, with `sauron apply`.",
  );
}

function listPlaces({ repository, fleet }: Policy): (string | undefined)[] {
  const { privateKey, jump, hosts = [] } = fleet;
  return [repository.url, privateKey, jump?.address, ...hosts.map((host) => host.address)];
}
