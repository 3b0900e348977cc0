import { resolve } from "node:path";
import { z } from "zod";
import { parseGroupRoles, type SignInProvider } from "@/lib/domain/access/sign-in-provider";
import type { TrustedProxy } from "@/lib/domain/access/trusted-proxy";
import { SauronError } from "@/lib/errors";
import { parseProxies } from "./parse-proxies";
import { parseSecretKeys } from "./secret-keys";

const url = (protocols: readonly string[], example: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `write it as ${example}`);

const port = z
  .string()
  .regex(/^\d+$/, "write a number")
  .transform(Number)
  .refine((number) => number <= 65535, "write a number up to 65535");

const header = z
  .string()
  .regex(/^[\w-]+$/, "write the name of a header")
  .toLowerCase();

const databaseUrl = url(["postgres:", "postgresql:"], "postgresql://user:password@host:5432/database");

const environmentSchema = z.object({
  DATABASE_URL: databaseUrl.optional(),
  SAURON_OWNER_DATABASE_URL: databaseUrl.optional(),
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
  SAURON_TOKEN: z.string().startsWith("srn_", "give a token; it begins with srn_").optional(),
  SAURON_SECRET_KEY: z
    .string()
    .refine(areSecretKeys, "write 32 bytes in base64, as `openssl rand -base64 32` does; older keys after a comma")
    .optional(),
  SAURON_TRUSTED_PROXIES: z
    .string()
    .refine(areProxies, "write addresses and networks, separated by commas, such as 192.0.2.7,10.0.0.0/8")
    .default(""),
  SAURON_MAX_HOOK_BYTES: z
    .string()
    .regex(/^\d+$/, "write a number of bytes")
    .transform(Number)
    .refine((bytes) => bytes >= 1000 && bytes <= 5_000_000, "write a number from 1000 to 5000000")
    .default(1_000_000),
  SAURON_KEEP_OUTPUT_DAYS: z
    .string()
    .regex(/^\d+$/, "write a number of days")
    .transform(Number)
    .refine((days) => days >= 1 && days <= 3650, "write a number from 1 to 3650")
    .default(90),
  SAURON_OIDC_ISSUER: url(["https:", "http:"], "https://id.example.org").optional(),
  SAURON_OIDC_CLIENT_ID: z.string().optional(),
  SAURON_OIDC_CLIENT_SECRET: z.string().optional(),
  SAURON_OIDC_NAME: z.string().max(60).default("single sign-on"),
  SAURON_OIDC_SCOPES: z.string().default("openid email profile"),
  SAURON_OIDC_GROUPS_CLAIM: z.string().default("groups"),
  SAURON_OIDC_ROLES: z
    .string()
    .refine((text) => parseGroupRoles(text) !== null, "write GROUP=ROLE or GROUP=ROLE@PROJECT, with commas between")
    .optional(),
  SAURON_PROXY_SECRET: z.string().min(32, "write 32 characters at least, as `openssl rand -base64 32` does").optional(),
  SAURON_PROXY_SECRET_HEADER: header.default("x-sauron-proxy-secret"),
  SAURON_PROXY_EMAIL_HEADER: header.default("x-forwarded-email"),
  SAURON_PROXY_ASSERTION_HEADER: header.optional(),
  SAURON_PROXY_ASSERTION_CLAIM: z.string().default("email"),
  SAURON_PROXY_KEYS_URL: url(["https:", "http:"], "https://team.example.org/certs").optional(),
  SAURON_PROXY_AUDIENCE: z.string().optional(),
  SAURON_PROXY_ISSUER: z.string().optional(),
  SAURON_DEMO_PEOPLE: z.string().optional(),
});

function areSecretKeys(text: string): boolean {
  try {
    return parseSecretKeys(text).length > 0;
  } catch {
    return false;
  }
}

function areProxies(text: string): boolean {
  try {
    return parseProxies(text) !== null;
  } catch {
    return false;
  }
}

export type Environment = {
  /** Null = the PostgreSQL that comes with Sauron. */
  databaseUrl: string | null;
  /** Of who owns the tables of that database; null = who works there owns them. */
  ownerUrl: string | null;
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
  /** With which token the command line speaks; null = the one of `sauron login`, if any. */
  token: string | null;
  /** Keys that stored secrets are sealed with, see `secret-keys.ts`; null = those of the file in the data directory. */
  secretKey: string | null;
  /** Whose `X-Forwarded-For` is believed, see `parse-proxies.ts`. */
  trustedProxies: string;
  /** The largest delivery of a sender that is taken; bytes. */
  maxHookBytes: number;
  /** Days that the output of rollouts and of own tests is kept after their end. */
  keepOutputDays: number;
  /** Null = people sign in with a password only. */
  signInProvider: SignInProvider | null;
  /** A proxy in front that says who is signed in; null = there is none. */
  trustedProxy: TrustedProxy | null;
  /** Those whom the page of the demo signs in with one click; null = this is no demo. */
  demoPeople: string | null;
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
  checkProvider(values);
  checkProxy(values);
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    ownerUrl: values.SAURON_OWNER_DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataDir: resolve(cwd, values.SAURON_DATA_DIR ?? ".sauron"),
    port: values.SAURON_PORT,
    host: values.SAURON_HOST,
    logLevel: values.SAURON_LOG_LEVEL,
    url: values.SAURON_URL ?? null,
    actor: values.SAURON_ACTOR ?? null,
    token: values.SAURON_TOKEN ?? null,
    secretKey: values.SAURON_SECRET_KEY ?? null,
    trustedProxies: values.SAURON_TRUSTED_PROXIES,
    maxHookBytes: values.SAURON_MAX_HOOK_BYTES,
    keepOutputDays: values.SAURON_KEEP_OUTPUT_DAYS,
    signInProvider: toProvider(values),
    trustedProxy: toProxy(values),
    demoPeople: values.SAURON_DEMO_PEOPLE ?? null,
  };
}

type Values = z.output<typeof environmentSchema>;

/** Half a provider would leave people before a closed door. */
function checkProvider(values: Values): void {
  const needed = ["SAURON_OIDC_ISSUER", "SAURON_OIDC_CLIENT_ID", "SAURON_OIDC_ROLES"] as const;
  const missing = needed.filter((name) => values[name] === undefined);
  if (missing.length === needed.length) return;
  const all = values.SAURON_URL === undefined ? [...missing, "SAURON_URL"] : missing;
  if (all.length === 0) return;
  const message = `Sign-in with a provider also needs ${all.join(", ")}.`;
  throw new SauronError("bad-request", `The environment cannot be used:\n  ${message}`);
}

function toProvider(values: Values): SignInProvider | null {
  const { SAURON_OIDC_ISSUER: issuer, SAURON_OIDC_CLIENT_ID: clientId, SAURON_OIDC_ROLES: groupRoles } = values;
  if (!issuer || !clientId || !groupRoles) return null;
  return {
    name: values.SAURON_OIDC_NAME,
    discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret: values.SAURON_OIDC_CLIENT_SECRET ?? null,
    scopes: values.SAURON_OIDC_SCOPES.split(/\s+/).filter((scope) => scope !== ""),
    groupsClaim: values.SAURON_OIDC_GROUPS_CLAIM,
    groupRoles: parseGroupRoles(groupRoles) ?? [],
  };
}

/** Half a proof would be none, and with two nobody knows which one counts. */
function checkProxy(values: Values): void {
  const needed = ["SAURON_PROXY_ASSERTION_HEADER", "SAURON_PROXY_KEYS_URL", "SAURON_PROXY_AUDIENCE"] as const;
  const missing = needed.filter((name) => values[name] === undefined);
  if (missing.length === needed.length) return;
  const message =
    missing.length > 0
      ? `A proxy that signs what it says also needs ${missing.join(", ")}.`
      : "A proxy proves itself by SAURON_PROXY_SECRET or by what it signs; leave one of both out.";
  if (missing.length === 0 && values.SAURON_PROXY_SECRET === undefined) return;
  throw new SauronError("bad-request", `The environment cannot be used:\n  ${message}`);
}

function toProxy(values: Values): TrustedProxy | null {
  const {
    SAURON_PROXY_SECRET: secret,
    SAURON_PROXY_ASSERTION_HEADER: assertionHeader,
    SAURON_PROXY_KEYS_URL: keysUrl,
    SAURON_PROXY_AUDIENCE: audience,
  } = values;
  if (assertionHeader && keysUrl && audience) {
    const issuer = values.SAURON_PROXY_ISSUER ?? null;
    const claim = values.SAURON_PROXY_ASSERTION_CLAIM;
    return { proof: "assertion", header: assertionHeader, keysUrl, audience, issuer, claim };
  }
  if (secret === undefined) return null;
  return {
    proof: "secret",
    secret,
    peers: parseProxies(values.SAURON_TRUSTED_PROXIES),
    secretHeader: values.SAURON_PROXY_SECRET_HEADER,
    emailHeader: values.SAURON_PROXY_EMAIL_HEADER,
  };
}
