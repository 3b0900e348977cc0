import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test, vi } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { addPerson, askForSession } from "@/lib/testing/sign-in-people";

/** A provider that takes every question and answers none: worse than one that refuses the connection. */
const asked: ServerResponse[] = [];
const silent = createServer((_request, response) => void asked.push(response));
await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
const stop = () => {
  silent.close();
  silent.closeAllConnections();
};
afterAll(stop);

Object.assign(process.env, {
  SAURON_URL: "http://sauron.example.org",
  SAURON_OIDC_ISSUER: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
  SAURON_OIDC_CLIENT_ID: "sauron",
  SAURON_OIDC_CLIENT_SECRET: "the secret of the client",
  SAURON_OIDC_ROLES: "rulers=admin",
});
const { db, api } = await serveWebApi({ as: "nobody" });

test("people sign in with a password, and wait for nothing, while the provider has answered nothing since the start", async () => {
  const email = await addPerson({ db }, "ana", { role: "admin" });
  const begun = fetch(`${api.url}/api/v1/sign-in/provider`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  await vi.waitFor(() => expect(asked).not.toEqual([]), inTime);
  expect((await askForSession(api.url, email, "a wrong guess")).status).toBe(401);
  expect((await askForSession(api.url, email)).status).toBe(200);
  // Nobody has given up on the provider by then.
  expect(asked.map(({ closed }) => closed)).toEqual([false]);
  stop();
  const answer = await begun;
  expect(answer.status).toBe(503);
  expect((await answer.json()).error.message).toContain("sign in with a password");
});
