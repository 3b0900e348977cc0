import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type SenderRequest = {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown> | null;
};

type Reply = { status?: number; body?: unknown; headers?: Record<string, string> };

export type FakeSenderHost = {
  url: string;
  /** Every request that came, in order. */
  requests: SenderRequest[];
  /** Answers requests of this method and path (without its query) from now on; others get 404. */
  answer(where: string, reply: Reply | ((request: SenderRequest) => Reply | "nothing")): void;
  close(): Promise<void>;
};

/** A git host or CI system on a port of its own that answers as a test tells it. */
export async function startFakeSenderHost(): Promise<FakeSenderHost> {
  const requests: SenderRequest[] = [];
  const replies = new Map<string, Reply | ((request: SenderRequest) => Reply | "nothing")>();
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body: readBody(headers["content-type"] ?? "", text) };
    requests.push(request);
    const known = replies.get(`${method} ${path.split("?")[0]}`) ?? { status: 404, body: { message: "Not Found" } };
    const reply = typeof known === "function" ? known(request) : known;
    if (reply === "nothing") return;
    outgoing.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
    outgoing.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (where, reply) => void replies.set(where, reply),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A form is shown as its fields. */
function readBody(type: string, text: string): Record<string, unknown> | null {
  if (text === "") return null;
  return type.startsWith("application/x-www-form-urlencoded")
    ? Object.fromEntries(new URLSearchParams(text))
    : (JSON.parse(text) as Record<string, unknown>);
}
