import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { safeFetch } from "./safe-fetch";
import { RefusedHostError } from "./send-safely";

const server = createServer((request, response) => void answer(request, response));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/moved") return void response.writeHead(302, { location: "/echo" }).end();
  if (request.url === "/nothing") return void response.writeHead(204).end();
  if (request.url === "/endless") return void response.end("x".repeat(1_000_001));
  if (request.url === "/silent") return;
  const { method, headers } = request;
  const told = { method, type: headers["content-type"], asked: headers["x-asked"], body: await text(request) };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(told));
}

test("asks as it is told to, and reads the answer", async () => {
  const headers = { "x-asked": "yes" };
  const response = await safeFetch(`${url}/echo`, { method: "POST", headers, body: new URLSearchParams({ a: "b c" }) });
  const type = "application/x-www-form-urlencoded;charset=UTF-8";
  expect(await response.json()).toEqual({ method: "POST", type, asked: "yes", body: "a=b+c" });
  expect(await (await safeFetch(new URL(`${url}/echo`))).json()).toMatchObject({ method: "GET", body: "" });
  expect((await safeFetch(`${url}/nothing`)).status).toBe(204);
});

test("follows nobody to another address", async () => {
  expect((await safeFetch(`${url}/moved`)).status).toBe(302);
});

test("does not connect to where clouds keep secrets", async () => {
  await expect(safeFetch("http://169.254.169.254/latest")).rejects.toThrow(RefusedHostError);
  await expect(safeFetch("http://[::ffff:169.254.169.254]/")).rejects.toThrow(RefusedHostError);
});

test("reads no endless answer, and can be told to stop", async () => {
  await expect(safeFetch(`${url}/endless`)).rejects.toThrow("more than 1000000 bytes");
  const stop = new AbortController();
  const asked = safeFetch(`${url}/silent`, { signal: stop.signal });
  stop.abort();
  await expect(asked).rejects.toThrow();
});
