import { grantRole, insertPerson } from "@/lib/db/people";
import { inTransaction } from "@/lib/db/transaction";
import type { Role } from "@/lib/domain/access/roles";
import { SauronError } from "@/lib/errors";
import { hashPassword } from "@/lib/integrations/sign-in/hash-password";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";

export type NewPerson = {
  name: string;
  email: string;
  password: string;
  role: Role;
  /** Null = all projects. */
  projectId: number | null;
};

/** @throws SauronError "conflict" when the e-mail or the name is taken */
export async function createPerson(ctx: ActContext, input: NewPerson): Promise<void> {
  const { name, email, role, projectId } = input;
  const passwordHash = await hashPassword(input.password);
  await inTransaction(ctx.db.prisma, async (tx) => {
    const person = await insertPerson(tx, { name, email, passwordHash });
    if (!person)
      throw new SauronError("conflict", `Somebody with the e-mail ${email}, or of that name, is there already.`);
    await grantRole(tx, { userId: person.id, projectId, role });
    const details = { name, role, everywhere: projectId === null };
    await recordAct(tx, ctx, { act: "createPerson", projectId, target: email, reason: null, details });
  });
}
