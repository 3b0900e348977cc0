import type { Prisma, PrismaClient } from "./generated/client";

/** What a query needs: the client itself, or a transaction of it. */
export type Tx = Prisma.TransactionClient;

/** Runs `work` in one transaction; it is rolled back when `work` throws. */
export function inTransaction<T>(prisma: PrismaClient, work: (tx: Tx) => Promise<T>): Promise<T> {
  return prisma.$transaction(work, { maxWait: 10_000, timeout: 30_000 });
}

/** The database clock, epoch milliseconds: the only clock that leases, goals and order know. */
export async function readDatabaseTime(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  return row.now.getTime();
}
