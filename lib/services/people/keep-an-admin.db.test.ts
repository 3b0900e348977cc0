import { expect, test } from "vitest";
import { listPeople } from "@/lib/queries/list-people";
import { createTestDatabase } from "@/lib/testing/database";
import { addPerson } from "@/lib/testing/sign-in-people";
import { removePerson } from "./remove-person";
import { setRole } from "./set-role";

const db = await createTestDatabase();
const ctx = { db, actor: { kind: "user", name: "ana" } } as const;

async function listAdmins(): Promise<string[]> {
  const people = await listPeople(db.prisma);
  return people
    .filter(({ grants }) => grants.some(({ role, project }) => role === "admin" && project === null))
    .map(({ name }) => name);
}

test("of two admins who take the role from each other at the same time, one stays", async () => {
  const ana = await addPerson({ db }, "ana", { role: "admin" });
  const bo = await addPerson({ db }, "bo", { role: "admin" });
  for (let round = 0; round < 10; round++) {
    const taken = await Promise.allSettled([
      setRole(ctx, { email: ana, projectId: null, role: "viewer" }),
      round % 2 === 0
        ? removePerson(ctx, { email: bo, reason: null })
        : setRole(ctx, { email: bo, projectId: null, role: null }),
    ]);
    expect(taken.filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { code: "conflict" } }]);
    expect(await listAdmins()).toHaveLength(1);
    await setRole(ctx, { email: ana, projectId: null, role: "admin" });
    if ((await listPeople(db.prisma)).length < 2) await addPerson({ db }, "bo", { role: "admin" });
    else await setRole(ctx, { email: bo, projectId: null, role: "admin" });
  }
});
