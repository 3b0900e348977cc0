import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { addPerson } from "@/lib/testing/sign-in-people";
import { offerFirstAdmin } from "./offer-first-admin";

const db = await createTestDatabase();
const offer = () => offerFirstAdmin(db.url, "https://sauron.example.org");
const sentence =
  /^There is no admin yet\. Make the first one at https:\/\/sauron\.example\.org\/set-up#([A-Za-z0-9_-]{32})$/;

test("each start says where the first admin is made, with another token, until there is one", async () => {
  const tokens = [sentence.exec((await offer()) ?? "")?.[1], sentence.exec((await offer()) ?? "")?.[1]];
  expect(new Set(tokens).size).toBe(2);
  const hash = createHash("sha256")
    .update(tokens[1] ?? "")
    .digest("hex");
  expect(await db.prisma.setUpToken.findMany({ select: { hash: true } })).toEqual([{ hash }]);
  await addPerson({ db }, "vera", { role: "viewer" });
  expect(await offer()).toMatch(sentence);
  await addPerson({ db }, "ana", { role: "admin" });
  expect(await offer()).toBeNull();
});
