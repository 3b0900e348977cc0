import * as http from "node:http";
import * as https from "node:https";
import { answerWith } from "./answer-with";

export type Request = {
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** Ends it early. */
  signal?: AbortSignal | undefined;
  /** For all of it, in milliseconds. */
  withinMs: number;
  /** A longer answer is not read to its end. */
  maxBytes: number;
};

/** What came back, whatever it says. */
export type Answer = { status: number; contentType: string | null; text: string };

/** The whole answer did not come in time. */
export class TooSlowError extends Error {}

/**
 * One request over HTTP or HTTPS. The connection is made to one of `addresses`, which `resolveHost` gave for the name in
 * `url` and allowed: a name that means another one by now changes nothing. Redirects are answers like any other.
 *
 * @throws TooSlowError; Error with the system's `code`, e.g. ECONNREFUSED; Error when the answer is too long
 */
export function sendRequest(addresses: string[], url: URL, request: Request): Promise<Answer> {
  const { method, body, signal, withinMs, maxBytes } = request;
  const headers = { ...request.headers, ...(body !== undefined && { "content-length": Buffer.byteLength(body) }) };
  const send = url.protocol === "https:" ? https.request : http.request;
  return new Promise((resolve, reject) => {
    // No connection is kept for later: each is made to an address that was looked at for it.
    const sent = send(url, { method, headers, signal, lookup: answerWith(addresses), agent: false }, (response) => {
      const { statusCode: status = 0, headers } = response;
      readText(response, maxBytes)
        .then((text) => resolve({ status, contentType: headers["content-type"] ?? null, text }), reject)
        .finally(() => clearTimeout(timer));
    });
    const timer = setTimeout(() => {
      reject(new TooSlowError(`no answer within ${withinMs} ms`));
      sent.destroy();
    }, withinMs);
    sent.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    sent.end(body);
  });
}

async function readText(response: http.IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`the answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
