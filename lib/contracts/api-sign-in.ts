import { z } from "zod";
import { shortestPassword } from "@/lib/domain/access/shortest-password";
import { type ApiRoute, nothing } from "./api-route";

export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(/^[^\s@]+@[^\s@]+$/, "write an e-mail address");
export const personName = z.string().trim().min(1, "write a name").max(60);
export const newPassword = z
  .string()
  .min(shortestPassword, `take a password of at least ${shortestPassword} characters`)
  .max(200);

/** Where a page goes after the sign-in: a path of ours, never an address of somebody else. */
export const ownPath = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[^\s\\]*$/, "write a path that begins with one slash");

/** Ways in and out: the only ones there are. */
export const signInRoutes = {
  signIn: {
    method: "POST",
    path: "/sign-in",
    permission: null,
    summary: "Sign in with e-mail and password; the answer sets the cookie of the session",
    query: nothing,
    body: z.strictObject({ email: emailField, password: z.string().min(1, "write the password").max(1000) }),
    status: 200,
    reply: z.object({ name: z.string() }),
  },
  beginProviderSignIn: {
    method: "POST",
    path: "/sign-in/provider",
    permission: null,
    summary: "Where the browser goes to sign in with the provider of identities",
    query: nothing,
    body: z.strictObject({ to: ownPath.default("/").describe("Where it comes back to") }),
    status: 200,
    reply: z.object({ url: z.url() }),
  },
  finishProviderSignIn: {
    method: "GET",
    path: "/sign-in/provider/callback",
    permission: null,
    summary: "Where the provider of identities sends the browser back to",
    query: z.looseObject({}),
    status: 303,
    reply: null,
  },
  signOut: {
    method: "POST",
    path: "/sign-out",
    permission: null,
    summary: "End the session of the cookie, another one of the same person, or all of them",
    query: nothing,
    body: z.strictObject({
      session: z.string().max(100).optional().describe("Id of the session; the one of the cookie when left out"),
      everywhere: z.boolean().default(false).describe("All sessions of the person"),
    }),
    status: 200,
    reply: z.object({ ended: z.number().int() }),
  },
  setUp: {
    method: "POST",
    path: "/set-up",
    permission: null,
    summary: "Make the first admin, with the token that `sauron start` prints while there is none",
    query: nothing,
    body: z.strictObject({
      token: z.string().trim().min(1).max(100),
      name: personName,
      email: emailField,
      password: newPassword,
    }),
    status: 201,
    reply: z.object({ name: z.string() }),
  },
} as const satisfies Record<string, ApiRoute>;
