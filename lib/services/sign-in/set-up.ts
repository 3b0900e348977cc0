import { createHash, randomBytes } from "node:crypto";
import { grantRole, hasAdmin, insertPerson } from "@/lib/db/people";
import { dropSetUpToken, hasSetUpToken, replaceSetUpToken, takeSetUpToken } from "@/lib/db/set-up-token";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { hashPassword } from "@/lib/integrations/sign-in/hash-password";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { countTry } from "./limit-tries";

/**
 * While there is no admin: makes a token with which the first one can be made, once. The one before stops working.
 * @returns null when there is an admin
 */
export async function offerSetUp({ db }: Pick<ActContext, "db">): Promise<string | null> {
  return inTransaction(db.prisma, async (tx) => {
    if (await hasAdmin(tx)) {
      await dropSetUpToken(tx);
      return null;
    }
    const token = randomBytes(24).toString("base64url");
    await replaceSetUpToken(tx, hash(token));
    return token;
  });
}

/** Whether the first admin is still to be made. */
export async function isSetUpOpen(tx: Tx): Promise<boolean> {
  return !(await hasAdmin(tx));
}

export type FirstAdmin = {
  token: string;
  name: string;
  email: string;
  password: string;
  /** Of the connection, for the count of tries. */
  address: string | null;
};

/**
 * Makes the first admin.
 * @throws SauronError "forbidden" when the token is not the one that was printed last, or there is an admin; "too-many-requests"
 */
export async function setUp(ctx: ActContext, { token, name, email, password, address }: FirstAdmin): Promise<void> {
  const { prisma } = ctx.db;
  await countTry(prisma, { account: "the first admin", address });
  // The hash of a password is made for nobody who could be refused without it.
  if (!(await hasSetUpToken(prisma, hash(token)))) throw new SauronError("forbidden", tooLate);
  const passwordHash = await hashPassword(password);
  await inTransaction(prisma, async (tx) => {
    // Taking the token first makes others who have it wait, and find it gone.
    const isRight = await takeSetUpToken(tx, hash(token));
    if (!isRight || (await hasAdmin(tx))) throw new SauronError("forbidden", tooLate);
    const person = await insertPerson(tx, { name, email, passwordHash });
    if (!person) throw new SauronError("conflict", `Somebody with the e-mail ${email} or that name is there already.`);
    await grantRole(tx, { userId: person.id, projectId: null, role: "admin" });
    const by = { ...ctx, actor: { kind: "user" as const, name } };
    await recordAct(tx, by, { act: "setUp", projectId: null, target: email, reason: null });
  });
}

const tooLate =
  "This token does not work. While there is no admin, `sauron start` prints a new one each time; afterwards an admin adds people.";

function hash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
