import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

const folder = new URL("../../app/api/", import.meta.url);

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls the route handler that Next would choose for a request under `/api`. */
export async function answerByRoute(request: Request): Promise<Response> {
  const parts = new URL(request.url).pathname.split("/").slice(2);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
  for (const file of files) {
    const pattern = file.split(/[/\\]/).slice(0, -1);
    if (pattern.length !== parts.length || file.includes("...")) continue;
    if (!pattern.every((part, index) => part.startsWith("[") || part === parts[index])) continue;
    const named = pattern.flatMap((part, index) => (part.startsWith("[") ? [[part.slice(1, -1), parts[index]]] : []));
    const module = (await import(new URL(file, folder).href)) as Record<string, Handler>;
    const handler = module[request.method];
    if (handler) return handler(request, { params: Promise.resolve(Object.fromEntries(named)) });
  }
  throw new Error(`no route for ${request.method} ${request.url}`);
}

/** Serves the routes over real HTTP on a port of the loopback address; 0 = any free one. */
export async function serveApi(port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const init = {
      method: incoming.method ?? "GET",
      headers: incoming.headers as Record<string, string>,
      signal: gone.signal,
      ...(hasBody ? { body: Readable.toWeb(incoming) as unknown as ReadableStream, duplex: "half" } : {}),
    };
    const response = await answerByRoute(new Request(url, init));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body)
      Readable.fromWeb(response.body as NodeReadableStream)
        .on("error", () => {})
        .pipe(outgoing);
    else outgoing.end();
  });
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
