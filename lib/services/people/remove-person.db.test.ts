import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { addPerson } from "@/lib/testing/sign-in-people";
import { removePerson } from "./remove-person";

const db = await createTestDatabase();
const ctx = { db, actor: { kind: "user", name: "ana" } } as const;

test("who is removed is gone, and why stays on record", async () => {
  await addPerson({ db }, "ana", { role: "admin" });
  const email = await addPerson({ db }, "bo", { role: "viewer" });
  await removePerson(ctx, { email, reason: "left the company" });
  expect(await db.prisma.user.count({ where: { email } })).toBe(0);
  const entry = await db.prisma.auditEntry.findFirstOrThrow({ orderBy: { id: "desc" } });
  expect(entry).toMatchObject({ action: "removePerson", target: email, reason: "left the company", actorName: "ana" });
});
