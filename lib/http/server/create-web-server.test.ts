import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { parseProxies } from "@/lib/config/parse-proxies";
import { errorBodySchema } from "@/lib/contracts/api";
import { sendRaw } from "@/lib/testing/send-raw";
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

test.each([
  ["TRACE", "/p/web", 405],
  ["GET", "/p/%", 400],
  ["GET", "/api/v1/projects/%ff%c0%af", 400],
  ["POST", "/api/hooks/%zz?a=b", 400],
])("%s %s goes no further, and is told why", async (method, path, status) => {
  const server = createWebServer(() => expect.unreachable(), { proxies: parseProxies("") });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const answer = await sendRaw(url, { method, pieces: [] });
  expect(answer.status).toBe(status);
  const told = path.startsWith("/api/") ? errorBodySchema.parse(JSON.parse(answer.body)).error.message : answer.body;
  expect(told).toMatch(/^[A-Z].*\.\n?$/);
});

test("a query with a % that says nothing goes on", async () => {
  const server = createWebServer((_, outgoing) => outgoing.end("here"), { proxies: parseProxies("") });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/p/web?text=100%`;
  expect(await sendRaw(url, { method: "GET", pieces: [] })).toMatchObject({ status: 200, body: "here" });
});
