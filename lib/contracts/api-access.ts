import { z } from "zod";
import { longestTokenDays, type Permission, permissions, tokenScopes } from "@/lib/domain/access/permissions";
import { roles } from "@/lib/domain/access/roles";
import { type ApiRoute, byProject, bySlug, nothing, slug, time } from "./api-route";

const scope = z.enum(tokenScopes);

export const callerSchema = z.object({
  /** person: signed in. token: a program. machine: a command on the machine Sauron runs on. nobody: not signed in. */
  kind: z.enum(["person", "token", "machine", "nobody"]),
  /** Name under which what it does is recorded. */
  name: z.string(),
  /** Of a person. */
  email: z.string().nullable(),
  /** The project that the role and the refusals are about; null = none was named, and there is not exactly one. */
  project: z.string().nullable(),
  /** Null = none there, or a token, which has scopes instead. */
  role: z.enum(roles).nullable(),
  /** For everything that can be done: null when the caller may, else a sentence that says what it needs and who can. */
  refusals: z.record(z.enum(Object.keys(permissions) as [Permission, ...Permission[]]), z.string().nullable()),
  /** When the session of a person ends if nobody uses it; `isFixed`: no use puts that off. Null = there is none. */
  sessionEnd: z.object({ at: time, isFixed: z.boolean() }).nullable(),
  /** What a token is for; null = it is none. */
  token: z.object({ project: z.string(), scopes: z.array(scope), expiresAt: time }).nullable(),
});

export type CallerView = z.infer<typeof callerSchema>;

export const tokenViewSchema = z.object({
  name: z.string(),
  /** How it begins; null = it was made before that was kept. */
  prefix: z.string().nullable(),
  /** Null = not known any more. */
  createdBy: z.string().nullable(),
  scopes: z.array(scope),
  createdAt: time,
  expiresAt: time,
  /** Null = never. */
  lastUsedAt: time.nullable(),
  /** Null = nobody has revoked it. */
  revokedAt: time.nullable(),
});

export type TokenView = z.infer<typeof tokenViewSchema>;

export const newTokenSchema = z.object({ token: z.string(), name: z.string(), expiresAt: time });

export type NewToken = z.infer<typeof newTokenSchema>;

export const tokenName = z
  .string()
  .trim()
  .regex(/^[\w.-]{1,60}$/, "write up to 60 letters, digits, dots and dashes");

/** Who may do what. */
export const accessRoutes = {
  readCaller: {
    method: "GET",
    path: "/caller",
    permission: null,
    summary: "Who asks, and what the caller may do in a project, or why not",
    query: byProject,
    status: 200,
    reply: callerSchema,
  },
  listTokens: {
    method: "GET",
    path: "/projects/{slug}/tokens",
    permission: "configure",
    summary: "Tokens of the project, never the tokens themselves",
    params: bySlug,
    query: nothing,
    status: 200,
    reply: z.object({ tokens: z.array(tokenViewSchema) }),
  },
  createToken: {
    method: "POST",
    path: "/projects/{slug}/tokens",
    permission: "configure",
    summary: "Make a token; it is told once",
    params: bySlug,
    query: nothing,
    body: z.strictObject({
      name: tokenName,
      scopes: z.array(scope).min(1, "say what the token may do: one scope at least"),
      days: z.number().int().min(1).max(longestTokenDays).describe("How long it works"),
      replace: z.boolean().default(false).describe("Takes the place of a token of that name that works"),
    }),
    status: 201,
    reply: newTokenSchema,
  },
  revokeToken: {
    method: "POST",
    path: "/projects/{slug}/tokens/{name}/revoke",
    permission: "configure",
    summary: "Make a token stop working, at once",
    params: z.strictObject({ slug, name: tokenName }),
    query: nothing,
    body: nothing,
    status: 200,
    reply: z.object({ tokens: z.array(tokenViewSchema) }),
  },
} as const satisfies Record<string, ApiRoute>;
