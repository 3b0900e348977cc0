import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { parseProxies } from "@/lib/config/parse-proxies";
import { answerPolicy, commonHeaders, displayHeaders } from "../response-headers";
import { createWebServer } from "./create-web-server";

async function ask(
  answer: RequestListener,
  { headers = {}, publicUrl = null }: { headers?: Record<string, string>; publicUrl?: string | null } = {},
): Promise<Headers> {
  const server = createWebServer(answer, { proxies: parseProxies(""), publicUrl });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers, redirect: "manual" });
  await response.arrayBuffer();
  return response.headers;
}

const redirect: RequestListener = (_, outgoing) => void outgoing.writeHead(308, { location: "/p/web" }).end();

test("a redirect that nobody gave headers has them", async () => {
  const headers = Object.fromEntries(await ask(redirect));
  const own = { "content-security-policy": answerPolicy, location: "/p/web" };
  expect(headers).toMatchObject({ ...commonHeaders, ...displayHeaders, ...own });
  expect(headers["strict-transport-security"]).toBeUndefined();
});

test("one that came by TLS says so too", async () => {
  const headers = await ask(redirect, { headers: { "x-forwarded-proto": "https" } });
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
});

test.each([
  ["https://sauron.example.org", "max-age=31536000"],
  ["http://sauron.example.org", null],
])("so does every answer of what people reach at %s, whatever the proxy says", async (publicUrl, told) => {
  const headers = await ask((_, outgoing) => void outgoing.end(), { publicUrl });
  expect(headers.get("strict-transport-security")).toBe(told);
});

test("what is known better of an answer takes the place", async () => {
  const headers = await ask((_, outgoing) => {
    outgoing.setHeader("Content-Security-Policy", "default-src 'self'");
    outgoing.end();
  });
  expect(headers.get("content-security-policy")).toBe("default-src 'self'");
});
