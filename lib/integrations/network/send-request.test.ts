import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type Request, sendRequest, TooSlowError } from "./send-request";

/** Port of a server that answers so. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const plain: Request = { method: "GET", headers: {}, withinMs: 10_000, maxBytes: 1000 };

test("the connection is made to the address that was looked at, whatever the name means by now", async () => {
  const port = await serve(({ headers }, answer) => answer.end(headers.host));
  // A second look at this name would find nothing.
  const url = new URL(`http://moved-meanwhile.invalid:${port}/`);
  expect(await sendRequest(["127.0.0.1"], url, plain)).toEqual({
    status: 200,
    contentType: null,
    text: `moved-meanwhile.invalid:${port}`,
  });
});

test("of several addresses the next is tried when nobody listens at the first", async () => {
  const port = await serve((_, answer) => answer.end("here"));
  const url = new URL(`http://two-addresses.invalid:${port}/`);
  expect(await sendRequest(["::1", "127.0.0.1"], url, plain)).toMatchObject({ text: "here" });
});

test("what is sent arrives, and a redirect is an answer like any other", async () => {
  const port = await serve(async (request, answer) => {
    const sent = (await request.toArray()).join("");
    answer.writeHead(302, { location: "/elsewhere" }).end(`${request.method} ${request.url} ${sent}`);
  });
  const url = new URL(`http://127.0.0.1:${port}/runs?all=1`);
  const answer = await sendRequest(["127.0.0.1"], url, { ...plain, method: "POST", body: '{"ä":1}' });
  expect(answer).toEqual({ status: 302, contentType: null, text: 'POST /runs?all=1 {"ä":1}' });
});

test.each<[string, RequestListener]>([
  ["no answer", () => {}],
  ["half an answer", (_, answer) => answer.writeHead(200).write("half")],
])("%s is not waited for", async (_, listener) => {
  const url = new URL(`http://127.0.0.1:${await serve(listener)}/`);
  await expect(sendRequest(["127.0.0.1"], url, { ...plain, withinMs: 100 })).rejects.toThrow(TooSlowError);
});

test("an answer that is too long is not read to its end", async () => {
  const url = new URL(`http://127.0.0.1:${await serve((_, answer) => answer.end("x".repeat(1001)))}/`);
  await expect(sendRequest(["127.0.0.1"], url, plain)).rejects.toThrow("more than 1000 bytes");
});

test("a connection that breaks in the middle of the answer is an error", async () => {
  const port = await serve((request, answer) => {
    answer.writeHead(200, { "content-length": "100" }).write("half");
    setImmediate(() => request.socket.destroy());
  });
  await expect(sendRequest(["127.0.0.1"], new URL(`http://127.0.0.1:${port}/`), plain)).rejects.toThrow();
});

test("where nobody listens, the system's word for it is told", async () => {
  const url = new URL("http://127.0.0.1:1/");
  await expect(sendRequest(["127.0.0.1"], url, plain)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
