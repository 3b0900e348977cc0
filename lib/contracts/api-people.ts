import { z } from "zod";
import { roles } from "@/lib/domain/access/roles";
import { type ApiRoute, because, nothing, slug, time } from "./api-route";
import { emailField, newPassword, personName } from "./api-sign-in";

const role = z.enum(roles);
const where = slug.nullable().default(null).describe("Slug of the project the role is for; null = all of them");

export const personViewSchema = z.object({
  name: z.string(),
  email: z.string(),
  createdAt: time,
  /** False: signs in with the provider of identities, or by a proxy in front. */
  hasPassword: z.boolean(),
  grants: z.array(
    z.object({
      /** Null = all projects. */
      project: z.string().nullable(),
      role,
      /** groups: reckoned anew with each sign-in at the provider. */
      givenBy: z.enum(["person", "groups"]),
    }),
  ),
  /** Browsers in which the person is signed in. */
  sessions: z.number().int(),
});

export type PersonView = z.infer<typeof personViewSchema>;

export const sessionViewSchema = z.object({
  id: z.string(),
  startedAt: time,
  /** To the minute. */
  seenAt: time,
  /** It ends then at the latest. */
  expiresAt: time,
  address: z.string().nullable(),
  browser: z.string().nullable(),
  /** It is the one that asks. */
  isThis: z.boolean(),
});

export type SessionView = z.infer<typeof sessionViewSchema>;

const peopleReply = z.object({ people: z.array(personViewSchema) });

/** People who sign in, what they may do, and where they are signed in. */
export const peopleRoutes = {
  listPeople: {
    method: "GET",
    path: "/people",
    permission: "configure",
    unnamed: "all",
    summary: "Everybody who can sign in, with roles",
    query: nothing,
    status: 200,
    reply: peopleReply,
  },
  createPerson: {
    method: "POST",
    path: "/people",
    permission: "configure",
    unnamed: "all",
    summary: "Let somebody sign in, with a first password and a role",
    query: nothing,
    body: z.strictObject({ name: personName, email: emailField, password: newPassword, role, project: where }),
    status: 201,
    reply: peopleReply,
  },
  setRole: {
    method: "POST",
    path: "/people/role",
    permission: "configure",
    unnamed: "all",
    summary:
      "Give somebody a role in a project or in all of them, or take it away: what is taken counts at once, what is given with the next sign-in",
    query: nothing,
    body: z.strictObject({ email: emailField, role: role.nullable().describe("Null takes it away"), project: where }),
    status: 200,
    reply: peopleReply,
  },
  resetPassword: {
    method: "POST",
    path: "/people/password",
    permission: "configure",
    unnamed: "all",
    summary: "Give somebody a new password; all sessions of the person end",
    query: nothing,
    body: z.strictObject({ email: emailField, password: newPassword }),
    status: 200,
    reply: peopleReply,
  },
  endSessions: {
    method: "POST",
    path: "/people/sign-out",
    permission: "configure",
    unnamed: "all",
    summary: "Sign somebody out everywhere",
    query: nothing,
    body: z.strictObject({ email: emailField }),
    status: 200,
    reply: peopleReply,
  },
  removePerson: {
    method: "POST",
    path: "/people/remove",
    permission: "configure",
    unnamed: "all",
    summary: "Remove somebody with all roles and sessions; what the person did stays on record",
    query: nothing,
    body: z.strictObject({ email: emailField, ...because.shape }),
    status: 200,
    reply: peopleReply,
  },
  listSessions: {
    method: "GET",
    path: "/sessions",
    permission: "read",
    unnamed: "any",
    summary: "Where the person who asks is signed in",
    query: nothing,
    status: 200,
    reply: z.object({ sessions: z.array(sessionViewSchema) }),
  },
} as const satisfies Record<string, ApiRoute>;
