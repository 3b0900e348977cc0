import { resolve } from "node:path";
import { z } from "zod";
import { SauronError } from "@/lib/errors";

const url = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `write it as ${example}`);

const port = z
  .string()
  .regex(/^\d+$/, "write a number")
  .transform(Number)
  .refine((number) => number <= 65535, "write a number up to 65535");

const environmentSchema = z.object({
  DATABASE_URL: url(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/database").optional(),
  REDIS_URL: url(["redis:", "rediss:"], "redis://host:6379").optional(),
  SAURON_DATA_DIR: z.string().optional(),
  SAURON_PORT: port.default(4400),
  SAURON_HOST: z.string().default("127.0.0.1"),
  SAURON_LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "write fatal, error, warn, info, debug, trace or silent",
    )
    .default("info"),
  SAURON_URL: url(["http:", "https:"], "http://127.0.0.1:4400").optional(),
  SAURON_ACTOR: z.string().optional(),
  SAURON_MAX_HOOK_BYTES: z
    .string()
    .regex(/^\d+$/, "write a number of bytes")
    .transform(Number)
    .refine((bytes) => bytes >= 1000 && bytes <= 5_000_000, "write a number from 1000 to 5000000")
    .default(1_000_000),
});

export type Environment = {
  /** Null = the PostgreSQL that comes with Sauron. */
  databaseUrl: string | null;
  /** Null = jobs wait in PostgreSQL. */
  redisUrl: string | null;
  /** Where state lives, absolute. */
  dataDir: string;
  /** Port the web process listens on; 0 = any free one. */
  port: number;
  host: string;
  logLevel: z.infer<typeof environmentSchema>["SAURON_LOG_LEVEL"];
  /** Where the command line finds the web process; null = as run.json in the data directory says. */
  url: string | null;
  /** Who speaks through the command line; null = the user of the system. */
  actor: string | null;
  /** The largest delivery of a sender that is taken; bytes. */
  maxHookBytes: number;
};

/**
 * Reads the environment once; everybody else receives values. An empty variable counts as not set.
 *
 * @param cwd what a relative data directory is relative to
 * @throws SauronError "bad-request" that names every problem, never a value
 */
export function parseEnvironment(variables: Record<string, string | undefined>, cwd: string): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new SauronError("bad-request", `The environment cannot be used:\n${problems.join("\n")}`);
  }
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataDir: resolve(cwd, values.SAURON_DATA_DIR ?? ".sauron"),
    port: values.SAURON_PORT,
    host: values.SAURON_HOST,
    logLevel: values.SAURON_LOG_LEVEL,
    url: values.SAURON_URL ?? null,
    actor: values.SAURON_ACTOR ?? null,
    maxHookBytes: values.SAURON_MAX_HOOK_BYTES,
  };
}
