import { lockProjectFile } from "@/lib/db/project-files";
import { findProjectBySlug } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { type AppliedProjectFile, putProjectFileInForce } from "./apply-project-file";
import { readSentProjectFile } from "./read-sent-project-file";

/**
 * Puts the file of a project that is new in force.
 * @throws SauronError "invalid-project-file" with every mistake, "conflict" when there is a project of this name
 */
export async function createProject(ctx: ServiceContext, input: { source: string }): Promise<AppliedProjectFile> {
  const parsed = readSentProjectFile(input.source);
  if (!parsed.ok) {
    const { problems } = parsed;
    const message = `The project file has ${problems.length === 1 ? "a mistake" : `${problems.length} mistakes`}.`;
    throw new SauronError("invalid-project-file", message, { details: { problems } });
  }
  const { policy, hosts } = parsed;
  return inTransaction(ctx.db.prisma, async (tx) => {
    // Of two who create the same name at once the second one waits here, and then finds the first one's.
    await lockProjectFile(tx, policy.project);
    if (await findProjectBySlug(tx, policy.project)) {
      const message = `There is a project "${policy.project}" already. Choose another name, or change that one with \`sauron apply\`.`;
      throw new SauronError("conflict", message);
    }
    return putProjectFileInForce(tx, ctx, { act: "createProject", source: input.source, policy, hosts });
  });
}
