import { Prisma } from "./generated/client";

/** Joins to the rollout `r` the commit `t` it goes to, and `f`, the one it starts from, which the first rollout lacks. */
export const rangeEnds = Prisma.sql`
  JOIN "Commit" t ON t."projectId" = r."projectId" AND t.sha = r."toRevision"
  LEFT JOIN "Commit" f ON f."projectId" = r."projectId" AND f.sha = r."fromRevision"`;

/** The position after which the range of `r` begins. */
export const rangeStart = Prisma.sql`COALESCE(f.position, t.position - r."commitCount")`;
