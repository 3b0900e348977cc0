import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { noteLoan, postAhead } from "@/components/live/free-connection";

const story: string[] = [];
let status = 200;
const server = createServer((request, response) => {
  story.push(`asked with ${request.headers["idempotency-key"]}`);
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(status === 200 ? { ok: true } : { error: { code: "conflict", message: "It is over." } }));
}).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const path = `http://127.0.0.1:${(server.address() as AddressInfo).port}/abort`;
afterAll(() => server.close());
beforeEach(() => {
  story.length = 0;
});

const loan = { giveBack: () => story.push("given back"), takeAgain: () => story.push("taken again") };

test("a connection is given back before an abort is sent, and taken again when it is answered", async () => {
  const end = noteLoan(loan);
  await expect(postAhead(path, {}, "key-1")).resolves.toEqual({ ok: true });
  end();
  expect(story).toEqual(["given back", "asked with key-1", "taken again"]);
});

test("it is taken again also when the abort is refused", async () => {
  status = 409;
  const end = noteLoan(loan);
  await expect(postAhead(path, {}, "key-2")).rejects.toThrow("It is over.");
  end();
  expect(story).toEqual(["given back", "asked with key-2", "taken again"]);
});

test("what ended meanwhile takes none again, and what is over is not asked", async () => {
  status = 200;
  noteLoan({ ...loan, giveBack: () => story.push("never") })();
  const end = noteLoan({ ...loan, giveBack: () => end() });
  await postAhead(path, {}, "key-3");
  expect(story).toEqual(["asked with key-3"]);
});
