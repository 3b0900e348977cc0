import { expect, test } from "vitest";
import { createToken } from "@/lib/services/tokens/create-token";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject } from "@/lib/testing/project";
import { listTokens } from "./list-tokens";

const db = await createTestDatabase();
const web = await createTestProject(db, "web");
const shop = await createTestProject(db, "shop");

function make(by: string, wanted: { projectId: number; replace?: boolean }) {
  const ctx = { db, actor: { kind: "user", name: by } as const };
  return createToken(ctx, { name: "ci", scopes: ["read"], days: 1, replace: false, ...wanted });
}

test("a token is told by how it begins and who made it last, in its own project", async () => {
  await make("ana", { projectId: web.id });
  const { token } = await make("bo", { projectId: web.id, replace: true });
  await make("cy", { projectId: shop.id });
  const [told, ...others] = await listTokens(db.prisma, web);
  expect(others).toEqual([]);
  expect(told).toMatchObject({ name: "ci", createdBy: "bo", prefix: token.slice(0, "srn_01234567".length) });
  expect(JSON.stringify(told)).not.toContain(token);
  expect(await listTokens(db.prisma, shop)).toMatchObject([{ createdBy: "cy" }]);
});

test("of one that the audit does not know nothing is said", async () => {
  const data = { projectId: shop.id, name: "old", hash: "h", scope: "read" };
  await db.prisma.apiToken.create({ data });
  expect((await listTokens(db.prisma, shop))[1]).toMatchObject({ name: "old", createdBy: null, prefix: null });
});
