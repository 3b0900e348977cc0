import { higherRole, type Role } from "@/lib/domain/access/roles";
import type { PersonRoles } from "@/lib/domain/access/roles-of";
import type { Tx } from "./transaction";

/** Somebody who is signed in, and what they may do. */
export type SignedIn = {
  sessionId: string;
  /** When the session ends if nobody uses it; `isFixed`: no use puts that off. */
  sessionEnd: { at: Date; isFixed: boolean };
  userId: string;
  name: string;
  email: string;
  roles: PersonRoles;
};

type GrantRow = { project: string | null; role: Role };

/**
 * Who is signed in with this token of a session. One that was unused for `idleHours`, or is older than its end, is none.
 * @param look "use" notes that it is used, at most once a minute; "watch" leaves its end where it is
 */
export async function findSignedIn(
  tx: Tx,
  token: string,
  { idleHours, look }: { idleHours: number; look: "use" | "watch" },
): Promise<SignedIn | null> {
  const [row] = await tx.$queryRaw<SignedInRow[]>`
    SELECT s.id AS "sessionId", u.id AS "userId", u.name, u.email, s."expiresAt",
      s."seenAt" + make_interval(hours => ${idleHours}::int) AS "unusedAt",
      s."seenAt" < clock_timestamp() - interval '1 minute' AS "isToNote",
      (SELECT json_agg(json_build_object('project', p.slug, 'role', g.role))
       FROM "RoleGrant" g LEFT JOIN "Project" p ON p.id = g."projectId" WHERE g."userId" = u.id) AS grants
    FROM "Session" s JOIN "User" u ON u.id = s."userId"
    WHERE s.token = ${token} AND s."expiresAt" > clock_timestamp()
      AND s."seenAt" > clock_timestamp() - make_interval(hours => ${idleHours}::int)`;
  if (!row) return null;
  const { grants, isToNote, expiresAt, unusedAt, ...person } = row;
  if (look === "use" && isToNote) {
    await tx.$executeRaw`UPDATE "Session" SET "seenAt" = clock_timestamp() WHERE id = ${person.sessionId}`;
  }
  const isFixed = expiresAt <= unusedAt;
  return { ...person, sessionEnd: { at: isFixed ? expiresAt : unusedAt, isFixed }, roles: toPersonRoles(grants ?? []) };
}

type SignedInRow = Omit<SignedIn, "roles" | "sessionEnd"> & {
  expiresAt: Date;
  /** When it ends because nobody has used it. */
  unusedAt: Date;
  grants: GrantRow[] | null;
  isToNote: boolean;
};

/** What the person with this e-mail may do; for those whom a proxy in front has signed in. */
export async function findPersonByEmail(
  tx: Tx,
  email: string,
): Promise<Omit<SignedIn, "sessionId" | "sessionEnd"> | null> {
  const user = await tx.user.findUnique({ where: { email }, select: { id: true, name: true } });
  return user && { userId: user.id, name: user.name, email, roles: await findRolesOf(tx, user.id) };
}

/** What a person may do. */
export async function findRolesOf(tx: Tx, userId: string): Promise<PersonRoles> {
  const grants = await tx.roleGrant.findMany({
    where: { userId },
    orderBy: { id: "asc" },
    select: { role: true, project: { select: { slug: true } } },
  });
  return toPersonRoles(grants.map(({ role, project }) => ({ role: role as Role, project: project?.slug ?? null })));
}

export type SessionRow = {
  id: string;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
};

/** Sessions of a user that are not over, the newest use first. */
export async function listSessionsOf(tx: Tx, userId: string, idleHours: number): Promise<SessionRow[]> {
  return tx.$queryRaw<SessionRow[]>`
    SELECT id, "createdAt", "seenAt", "expiresAt", "ipAddress", "userAgent" FROM "Session"
    WHERE "userId" = ${userId} AND "expiresAt" > clock_timestamp()
      AND "seenAt" > clock_timestamp() - make_interval(hours => ${idleHours}::int)
    ORDER BY "seenAt" DESC, id`;
}

/** Ends one session of a user; false when the user has no such session. */
export async function endSessionOf(tx: Tx, userId: string, sessionId: string): Promise<boolean> {
  return (await tx.session.deleteMany({ where: { id: sessionId, userId } })).count > 0;
}

/** Ends the session with this token; false when there is none. */
export async function endSession(tx: Tx, token: string): Promise<boolean> {
  return (await tx.session.deleteMany({ where: { token } })).count > 0;
}

/** Ends every session of a user, but the one with this token; tells how many. */
export async function endSessionsOf(tx: Tx, userId: string, { but }: { but?: string | null } = {}): Promise<number> {
  return (await tx.session.deleteMany({ where: { userId, ...(but && { token: { not: but } }) } })).count;
}

/** Removes sessions that are over, which nobody can use any more. */
export async function forgetEndedSessions(tx: Tx, idleHours: number): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "Session" WHERE "expiresAt" <= clock_timestamp()
      OR "seenAt" <= clock_timestamp() - make_interval(hours => ${idleHours}::int)`;
}

/** Where a person has two roles, by somebody and by groups, the higher counts. */
function toPersonRoles(grants: GrantRow[]): PersonRoles {
  let everywhere: Role | null = null;
  const inProject: Record<string, Role> = {};
  for (const { project, role } of grants) {
    if (project === null) everywhere = higherRole(everywhere, role);
    else inProject[project] = higherRole(inProject[project] ?? null, role) ?? role;
  }
  return { everywhere, inProject };
}
