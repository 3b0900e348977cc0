import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { apiRoutes } from "./api";
import type { ApiRoute } from "./api-route";
import { auditedRoutes, otherAuditedActs, readLikeRoutes } from "./audited-acts";

const postRoutes = Object.entries<ApiRoute>(apiRoutes).flatMap(([name, { method }]) =>
  method === "POST" ? [name] : [],
);

test.each(postRoutes)("%s is an audited act, or it is said why it is none", (name) => {
  const lists: string[][] = [[...auditedRoutes], Object.keys(readLikeRoutes)];
  expect(lists.filter((list) => list.includes(name))).toHaveLength(1);
});

test("every audited act is written by exactly one use-case, and no other is", () => {
  const folder = new URL("../services/", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  const written = files.flatMap((file) =>
    [...readFileSync(new URL(file, folder), "utf8").matchAll(/\bact: "(\w+)",/g)].map((match) => match[1]),
  );
  expect(written.sort()).toEqual([...auditedRoutes, ...otherAuditedActs].sort());
});
