import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/lib/db/generated/client";

/** The one way to PostgreSQL of a process: Prisma and raw SQL over the same pool. */
export type Database = {
  prisma: PrismaClient;
  /** For hot paths and guarded updates; also where a long-lived client for LISTEN comes from. */
  pool: pg.Pool;
  /** Ends every connection; clients that were taken must have been released. */
  close(): Promise<void>;
};

/**
 * A process that is paused, or whose machine is gone, must not keep others waiting behind its locks: the server ends its
 * open transaction after 15 s, and its connection when the machine no longer answers.
 */
const sessionSettings = [
  "-c idle_in_transaction_session_timeout=15000",
  "-c tcp_keepalives_idle=10",
  "-c tcp_keepalives_interval=5",
  "-c tcp_keepalives_count=3",
].join(" ");

/**
 * @param url postgresql://user:password@host:port/database
 * @param options.poolSize most connections this process holds at once
 * @param options.onConnectionError told of errors of idle connections, e.g. when the server restarts; the pool itself recovers
 */
export function createDatabase(
  url: string,
  options: { poolSize: number; onConnectionError?: (error: Error) => void },
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize,
    connectionTimeoutMillis: 10_000,
    application_name: "sauron",
    options: sessionSettings,
  });
  // Without a listener a connection that breaks would end the process. The pool listens to idle ones; to one that is
  // taken it does not, nor does anybody in the moment it is handed over: what breaks there is told by its next query.
  pool.on("error", options.onConnectionError ?? (() => {}));
  pool.on("connect", (client) => client.on("error", () => {}));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
