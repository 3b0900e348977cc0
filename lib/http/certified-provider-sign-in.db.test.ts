import { afterAll, expect, test } from "vitest";
import { readEnvironment } from "@/lib/config/read-environment";
import type { SignInProvider } from "@/lib/domain/access/sign-in-provider";
import { reckonGroups } from "@/lib/services/sign-in/reckon-groups";
import { CertifiedProvider } from "@/lib/testing/certified-provider";
import { createTestProject } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { visit, type Way } from "@/lib/testing/visit";
import { webProcess } from "./web-process";

const publicUrl = "http://sauron.example.org";
const client = { id: "sauron", secret: "the secret of the client" };
const provider = new CertifiedProvider();
await provider.start({ ...client, redirectUri: `${publicUrl}/api/v1/sign-in/provider/callback` });
afterAll(() => provider.close());

Object.assign(process.env, {
  SAURON_URL: publicUrl,
  SAURON_OIDC_ISSUER: provider.url,
  SAURON_OIDC_CLIENT_ID: client.id,
  SAURON_OIDC_CLIENT_SECRET: client.secret,
  SAURON_OIDC_SCOPES: "openid email groups offline_access",
  SAURON_OIDC_ROLES: "deployers=operator@web, rulers=admin",
});
const { db, api } = await serveWebApi({ as: "nobody" });
await createTestProject(db, "web");
await createTestProject(db, "shop");

const come = async (name: string) => {
  const way: Way = { cookies: new Map() };
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ to: "/p/web" });
  const begun = await visit(way, `${api.url}/api/v1/sign-in/provider`, { method: "POST", headers, body });
  const { url } = (await begun.json()) as { url: string };
  const back = await provider.signIn(url, name);
  const answer = await visit(way, `${api.url}${back.pathname}${back.search}`);
  return { way, to: answer.headers.get("location") };
};
const statusOf = async (way: Way, path: string) => (await visit(way, `${api.url}/api/v1${path}`)).status;

test("people come in through a provider that others wrote, with what their groups give", async () => {
  provider.groups.set("ana", ["deployers", "others"]).set("rex", ["rulers"]).set("nia", []);
  const ana = await come("ana");
  expect(ana.to).toBe("/p/web");
  expect(await statusOf(ana.way, "/projects/web")).toBe(200);
  expect(await statusOf(ana.way, "/projects/shop")).toBe(403);
  const rex = await come("rex");
  expect(await statusOf(rex.way, "/people")).toBe(200);
  const nia = await come("nia");
  expect(nia.to).toBe("/sign-in?refused=groups");
  expect(await statusOf(nia.way, "/projects")).toBe(401);
});

test("it is asked again 15 minutes later, and who has left a group there has lost what it gave", async () => {
  provider.groups.set("ida", ["rulers"]);
  const { way } = await come("ida");
  provider.groups.set("ida", ["deployers"]);
  await db.prisma.$executeRaw`
    UPDATE "ProviderAccess" SET "readAt" = "readAt" - interval '15 min', "askedAt" = "askedAt" - interval '15 min'`;
  await reckonGroups(
    { db, logger: webProcess().logger },
    readEnvironment().signInProvider as SignInProvider,
    new AbortController().signal,
  );
  expect(await statusOf(way, "/people")).toBe(403);
  expect(await statusOf(way, "/projects/web")).toBe(200);
});

test("whose e-mail it has not verified is not let in", async () => {
  provider.groups.set("mallory", ["rulers"]);
  provider.unverified.add("mallory");
  const { way, to } = await come("mallory");
  expect(to).toBe("/sign-in?refused=email");
  expect(await statusOf(way, "/people")).toBe(401);
});
