import { randomUUID } from "node:crypto";
import { type Role, roles } from "@/lib/domain/access/roles";
import type { Tx } from "./transaction";

/** A grant; null as the project = in all projects. */
export type GrantView = { project: string | null; role: Role; givenBy: "person" | "groups" };

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  createdAt: Date;
  hasPassword: boolean;
  grants: GrantView[];
  /** Open sessions; those that are over may still be among them. */
  sessions: number;
};

/** Adds a person who signs in with a password, of which the hash is kept; null when the e-mail is taken. */
export async function insertPerson(
  tx: Tx,
  person: { name: string; email: string; passwordHash: string },
): Promise<{ id: string } | null> {
  const id = randomUUID();
  const added = await tx.user.createMany({
    data: [{ id, name: person.name, email: person.email, emailVerified: true }],
    skipDuplicates: true,
  });
  if (added.count === 0) return null;
  await insertPassword(tx, id, person.passwordHash);
  return { id };
}

/** Sets the password of a person, also of one who had none. */
export async function replacePassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  const where = { userId, providerId: "credential" };
  const changed = await tx.account.updateMany({ where, data: { password: passwordHash } });
  if (changed.count === 0) await insertPassword(tx, userId, passwordHash);
}

async function insertPassword(tx: Tx, userId: string, password: string): Promise<void> {
  await tx.account.create({
    data: { id: randomUUID(), userId, accountId: userId, providerId: "credential", password },
  });
}

export async function findPersonId(tx: Tx, email: string): Promise<{ id: string; name: string } | null> {
  return tx.user.findUnique({ where: { email }, select: { id: true, name: true } });
}

export async function deletePerson(tx: Tx, userId: string): Promise<void> {
  await tx.user.delete({ where: { id: userId } });
}

/** Gives a role by hand, in the place of the one given by hand before; null takes it away. */
export async function grantRole(
  tx: Tx,
  grant: { userId: string; projectId: number | null; role: Role | null },
): Promise<void> {
  const { userId, projectId, role } = grant;
  await tx.roleGrant.deleteMany({ where: { userId, projectId, givenBy: "person" } });
  if (role !== null) await tx.roleGrant.create({ data: { userId, projectId, role, givenBy: "person" } });
}

/** Puts the roles that a person's groups give in the place of those they gave before. */
export async function replaceGroupRoles(
  tx: Tx,
  userId: string,
  grants: { projectId: number | null; role: Role }[],
): Promise<void> {
  await tx.roleGrant.deleteMany({ where: { userId, givenBy: "groups" } });
  await tx.roleGrant.createMany({ data: grants.map((grant) => ({ ...grant, userId, givenBy: "groups" })) });
}

export async function listPeople(tx: Tx): Promise<PersonRow[]> {
  const users = await tx.user.findMany({
    orderBy: { email: "asc" },
    select: {
      id: true,
      name: true,
      email: true,
      createdAt: true,
      accounts: { where: { providerId: "credential" }, select: { id: true } },
      grants: { select: { role: true, givenBy: true, project: { select: { slug: true } } }, orderBy: { id: "asc" } },
      _count: { select: { sessions: true } },
    },
  });
  return users.map(({ accounts, grants, _count, ...user }) => ({
    ...user,
    hasPassword: accounts.length > 0,
    sessions: _count.sessions,
    grants: grants.map(({ project, role, givenBy }) => ({
      project: project?.slug ?? null,
      role: role as Role,
      givenBy: givenBy as GrantView["givenBy"],
    })),
  }));
}

/** Names of those who have a role or a higher one in a project; null as the project = in all projects. */
export async function listNamesWithRole(tx: Tx, project: string | null, least: Role): Promise<string[]> {
  const enough = roles.slice(roles.indexOf(least));
  const place = project === null ? [{ projectId: null }] : [{ projectId: null }, { project: { slug: project } }];
  const users = await tx.user.findMany({
    where: { grants: { some: { role: { in: enough }, OR: place } } },
    orderBy: { name: "asc" },
    select: { name: true },
  });
  return users.map(({ name }) => name);
}

/** Lets one transaction at a time reckon what groups give a person. */
export async function lockPerson(tx: Tx, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "User" WHERE id = ${userId} FOR NO KEY UPDATE`;
}

/** Lets one transaction at a time change roles whose sum matters. */
export async function lockRoles(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(13, 0)`;
}

/** Whether somebody is admin of all projects, who can make others so. */
export async function hasAdmin(tx: Tx): Promise<boolean> {
  return (await tx.roleGrant.findFirst({ where: { role: "admin", projectId: null }, select: { id: true } })) !== null;
}
