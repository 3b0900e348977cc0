import { beforeEach, describe, expect, test } from "vitest";
import type { Role } from "@/lib/domain/access/roles";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject } from "@/lib/testing/project";
import { addPerson } from "@/lib/testing/sign-in-people";
import { setRole } from "./set-role";

const db = await createTestDatabase();
const ctx = { db, actor: { kind: "user", name: "boss" } } as const;
const project = await createTestProject(db, "web");
await addPerson({ db }, "boss", { role: "admin" });
const email = await addPerson({ db }, "ana", { role: "viewer" });
const sessions = () => db.prisma.session.count({ where: { user: { email } } });

beforeEach(async () => {
  await setRole(ctx, { email, projectId: null, role: "operator" });
  const { id: userId } = await db.prisma.user.findUniqueOrThrow({ where: { email } });
  const ends = { userId, expiresAt: new Date(Date.now() + 3_600_000) };
  await db.prisma.session.createMany({ data: ["one", "two"].map((name) => ({ id: name, token: name, ...ends })) });
  return async () => void (await db.prisma.session.deleteMany({ where: { userId } }));
});

describe("a session gains no rights", () => {
  test.each<[string, "everywhere" | "here", Role | null, number]>([
    ["a higher role ends the sessions there are", "everywhere", "admin", 0],
    ["also one in a single project", "here", "admin", 0],
    ["the same role leaves them", "everywhere", "operator", 2],
    ["a lower one leaves them, and counts in them", "everywhere", "viewer", 2],
    ["so does none", "everywhere", null, 2],
    ["and one that gives nothing new", "here", "operator", 2],
  ])("%s", async (_case, where, role, left) => {
    await setRole(ctx, { email, projectId: where === "here" ? project.id : null, role });
    expect(await sessions()).toBe(left);
  });
});
