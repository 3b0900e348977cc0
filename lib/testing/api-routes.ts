import { readdirSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { makeLocalKey, readLocalKey } from "@/lib/config/local-key";
import { parseProxies } from "@/lib/config/parse-proxies";
import { readEnvironment } from "@/lib/config/read-environment";
import { answerUnknown } from "@/lib/http/answer-unknown";
import { connectionLimits, createWebServer } from "@/lib/http/server/create-web-server";

const folder = new URL("../../app/api/", import.meta.url);

const routeFiles = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith("route.ts"),
);

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls the route handler that Next would choose for a request under `/api`. */
async function answerByRoute(request: Request): Promise<Response> {
  const parts = new URL(request.url).pathname.split("/").slice(2);
  for (const file of routeFiles) {
    const pattern = file.split(/[/\\]/).slice(0, -1);
    if (pattern.length !== parts.length || file.includes("...")) continue;
    if (!pattern.every((part, index) => part.startsWith("[") || part === parts[index])) continue;
    const named = pattern.flatMap((part, index) => (part.startsWith("[") ? [[part.slice(1, -1), parts[index]]] : []));
    const module = (await import(new URL(file, folder).href)) as Record<string, Handler>;
    const handler = module[request.method];
    if (handler) return handler(request, { params: Promise.resolve(Object.fromEntries(named)) });
  }
  return parts[0] === "v1" ? answerUnknown(request) : new Response(null, { status: 404 });
}

/** The same for a program of this machine, unless the request brings a token. */
export async function answerOnMachine(request: Request): Promise<Response> {
  const { dataDir } = readEnvironment();
  makeLocalKey(dataDir);
  const headers = new Headers(request.headers);
  if (!headers.has("authorization")) headers.set("authorization", `Bearer ${readLocalKey(dataDir)}`);
  if (!headers.has("x-forwarded-for")) headers.set("x-forwarded-for", "127.0.0.1");
  return answerByRoute(new Request(request, { headers }));
}

/**
 * Serves the routes over real HTTP on a port of the loopback address; 0 = any free one.
 * @param options.bearer what a request that brings neither a token nor a cookie is sent with; null = it comes from nobody
 */
export async function serveApi(
  port = 0,
  { proxies = "", limits = connectionLimits, bearer = null as string | null } = {},
): Promise<{ url: string; close(): Promise<void> }> {
  const answer: typeof answerOverHttp = (incoming, outgoing) => {
    const { headers } = incoming;
    if (bearer !== null && !headers.authorization && !headers.cookie) headers.authorization = `Bearer ${bearer}`;
    return answerOverHttp(incoming, outgoing);
  };
  const server = createWebServer(answer, { proxies: parseProxies(proxies), limits });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerOverHttp(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  // What is no address of the web, Next refuses before any handler.
  const isPossible = URL.canParse(incoming.url ?? "/", `http://${incoming.headers.host}`);
  if (!isPossible) {
    outgoing.writeHead(400).end();
    return;
  }
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  const init = {
    method: incoming.method ?? "GET",
    headers: incoming.headers as Record<string, string>,
    signal: gone.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as unknown as ReadableStream, duplex: "half" } : {}),
  };
  const response = await answerByRoute(new Request(url, init));
  const cookies = response.headers.getSetCookie();
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "set-cookie": cookies });
  if (response.body)
    Readable.fromWeb(response.body as NodeReadableStream)
      .on("error", () => {})
      .pipe(outgoing);
  else outgoing.end();
}
