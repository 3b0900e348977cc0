import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import { answerPolicy, commonHeaders, displayHeaders, filePath, strictTransport } from "../response-headers";
import { callerAddress, normalize } from "./caller-address";
import { findUnreadable, type Unreadable } from "./find-unreadable";

/** How long a connection may keep the web process waiting, and how many there may be. */
export type ConnectionLimits = {
  /** From the first byte of a request until its headers are whole. */
  headersMs: number;
  /** From the first byte of a request until its last. */
  requestMs: number;
  /** Without a byte in either direction; a live stream sends a sign of life more often. */
  silentMs: number;
  /** How often the first two are looked at. */
  checkMs: number;
  /** Further connections are closed as they come. */
  connections: number;
};

export const connectionLimits: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 60_000,
  silentMs: 120_000,
  checkMs: 2_000,
  connections: 5_000,
};

/**
 * The server that every request comes through: whoever is slow is answered 408 and cut off, and `x-forwarded-for` is the
 * caller's true address and `x-sauron-peer` that of the connection, whatever the caller wrote there.
 * @param proxies addresses whose `x-forwarded-for` is believed
 * @param publicUrl address people use; null = not known
 */
export function createWebServer(
  answer: RequestListener,
  {
    proxies,
    publicUrl = null,
    limits = connectionLimits,
  }: { proxies: BlockList; publicUrl?: string | null; limits?: ConnectionLimits },
): Server {
  const options = {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
  };
  const server = createServer(options, (incoming, outgoing) => {
    const { headers, socket, url } = incoming;
    const peer = socket.remoteAddress ?? "";
    headers["x-forwarded-for"] = callerAddress(peer, headers["x-forwarded-for"], proxies);
    headers["x-sauron-peer"] = normalize(peer);
    const isTls = publicUrl?.startsWith("https:") || saysTls(headers["x-forwarded-proto"]);
    for (const [name, value] of listHeaders(url, isTls)) outgoing.setHeader(name, value);
    const unreadable = findUnreadable(incoming.method, url);
    return unreadable ? refuse(outgoing, url, unreadable) : answer(incoming, outgoing);
  });
  server.maxConnections = limits.connections;
  server.setTimeout(limits.silentMs);
  return server;
}

/** Programs are told as by every route, people in plain text. */
function refuse(outgoing: ServerResponse, url: string | undefined, { status, message }: Unreadable): void {
  const isOfApi = url?.startsWith("/api/");
  outgoing.setHeader("content-type", isOfApi ? "application/json" : "text/plain; charset=utf-8");
  if (status === 405) outgoing.setHeader("allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
  outgoing
    .writeHead(status)
    .end(isOfApi ? JSON.stringify({ error: { code: "bad-request", message } }) : `${message}\n`);
}

/**
 * What every answer says until something better is known of it: Next redirects an address with a slash too many by itself,
 * before it looks at `next.config.ts` or calls `proxy.ts`.
 */
function listHeaders(url: string | undefined, isTls: boolean): [string, string][] {
  return Object.entries({
    ...commonHeaders,
    ...(url?.startsWith(filePath) ? {} : displayHeaders),
    "content-security-policy": answerPolicy,
    ...(isTls ? strictTransport : {}),
  });
}

/** A proxy in front says whether it was asked by TLS. */
function saysTls(protocol: string | string[] | undefined): boolean {
  return /^https(,|$)/.test([protocol ?? ""].flat()[0] ?? "");
}
