import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import { parseEnvironment } from "@/lib/config/environment";
import { createAssertionReader } from "@/lib/integrations/sign-in/create-assertion-reader";
import { createProxyReader } from "./read-proxy-email";

const { privateKey, publicKey } = await generateKeyPair("ES256");
const stranger = await generateKeyPair("ES256");
const keySet = { keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }] };
let isAway = false;
const server = createServer((_request, response) => {
  response.writeHead(isAway ? 503 : 200, { "content-type": "application/json" }).end(JSON.stringify(keySet));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => void server.close());

const variables = {
  SAURON_PROXY_ASSERTION_HEADER: "Cf-Access-Jwt-Assertion",
  SAURON_PROXY_KEYS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/certs`,
  SAURON_PROXY_AUDIENCE: "sauron",
  SAURON_PROXY_ISSUER: "https://team.example.org",
};
const createReader = () => createProxyReader(parseEnvironment(variables, "/").trustedProxy, createAssertionReader);
const read = createReader();

type Said = { audience?: string; issuer?: string; expires?: string; key?: CryptoKey; claims?: Record<string, unknown> };

function sign({ audience = "sauron", issuer = "https://team.example.org", expires = "1m", ...said }: Said = {}) {
  return new SignJWT(said.claims ?? { email: "pia@example.org" })
    .setProtectedHeader({ alg: "ES256", kid: "one" })
    .setAudience(audience)
    .setIssuer(issuer)
    .setExpirationTime(expires)
    .sign(said.key ?? privateKey);
}
const ask = (assertion: string) => read(new Headers({ "cf-access-jwt-assertion": assertion }));

describe("a proxy that signs what it says", () => {
  test("is believed, from wherever it comes", async () => {
    expect(await ask(await sign())).toBe("pia@example.org");
    expect(await read(new Headers({ "x-forwarded-email": "pia@example.org" }))).toBeNull();
  });

  const unsigned = [{ alg: "none" }, { email: "pia@example.org", aud: "sauron", exp: 4_000_000_000 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  test.each<[string, () => Promise<string> | string]>([
    ["signed by somebody else", () => sign({ key: stranger.privateKey })],
    ["for another service", () => sign({ audience: "elsewhere" })],
    ["of another issuer", () => sign({ issuer: "https://evil.example.org" })],
    ["of yesterday", () => sign({ expires: "-1d" })],
    ["without an e-mail", () => sign({ claims: { email: ["pia@example.org"] } })],
    ["not signed", () => `${unsigned}.`],
    ["changed", async () => (await sign()).replace(/\.[^.]+\./, ".e30.")],
    ["no token", () => "pia@example.org"],
  ])("a token %s is not believed", async (_what, make) => {
    expect(await ask(await make())).toBeNull();
  });

  test("while its keys cannot be read nobody is taken for nobody: the answer says so", async () => {
    isAway = true;
    const headers = new Headers({ "cf-access-jwt-assertion": await sign() });
    await expect(createReader()(headers)).rejects.toMatchObject({ code: "unavailable" });
    expect(await read(headers)).toBe("pia@example.org");
    isAway = false;
  });
});

test.each([
  ["half of it", { ...variables, SAURON_PROXY_AUDIENCE: "" }, "SAURON_PROXY_AUDIENCE"],
  ["both proofs", { ...variables, SAURON_PROXY_SECRET: "a secret of thirty-two characters" }, "leave one of both out"],
])("the environment with %s is refused", (_what, given, told) => {
  expect(() => parseEnvironment(given, "/")).toThrow(told);
});
