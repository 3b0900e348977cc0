import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { guardPage } from "./guard-page";
import { answerPolicy, filePolicy, pagePolicy } from "./response-headers";

const request = (headers: Record<string, string> = {}) =>
  new NextRequest("http://127.0.0.1:4400/p/web", { headers: { host: "127.0.0.1:4400", ...headers } });
const known = { listensOn: "127.0.0.1", publicUrl: null };
const policyOf = (response: Response) => response.headers.get("content-security-policy") ?? "";

test("every page gets a nonce of its own, which Next is told of and nobody can choose", () => {
  const chosen = { "content-security-policy": "script-src 'nonce-chosen'" };
  const [one, two] = [guardPage(request(chosen), known), guardPage(request(chosen), known)];
  expect(policyOf(one)).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'/);
  expect(policyOf(one)).not.toBe(policyOf(two));
  expect(one.headers.get("x-middleware-request-content-security-policy")).toBe(policyOf(one));
});

test("who calls Sauron by a name it is not known by gets no page, and reads what to do", async () => {
  const refused = guardPage(request({ host: "evil.example.org:4400" }), known);
  expect([refused.status, policyOf(refused)]).toEqual([403, answerPolicy]);
  expect(await refused.text()).toContain('not known as "evil.example.org" here; set SAURON_URL');
  const publicUrl = "https://sauron.example.org";
  expect(guardPage(request({ host: "sauron.example.org" }), { ...known, publicUrl }).status).toBe(200);
  expect(guardPage(request({ host: "evil.example.org" }), { listensOn: "0.0.0.0", publicUrl: null }).status).toBe(200);
});

test("only where people come by TLS the browser is told to keep to it", () => {
  const told = (url: string | null) =>
    guardPage(request(), { ...known, publicUrl: url }).headers.get("strict-transport-security");
  expect([told("https://sauron.example.org"), told("http://sauron.example.org"), told(null)]).toEqual([
    "max-age=31536000",
    null,
    null,
  ]);
});

test.each([
  ["a page", pagePolicy("abc")],
  ["any other answer", answerPolicy],
])("%s embeds nothing, is framed by nobody and has no other base", (_name, policy) => {
  const none = ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];
  expect(policy.split("; ")).toEqual(expect.arrayContaining(none));
});

test.each([
  ["a page", pagePolicy("abc")],
  ["a file", filePolicy],
  ["any other answer", answerPolicy],
])("%s runs no script that came with it", (_name, policy) => {
  const directives = new Map(policy.split("; ").map((one) => [one.split(" ", 1)[0], one]));
  expect(directives.get("default-src")).toBe("default-src 'none'");
  expect(directives.get("script-src") ?? "").not.toMatch(/unsafe|\*|https?:|data:|blob:/);
  expect(directives.get("style-src") ?? "").not.toContain("unsafe-inline");
});
