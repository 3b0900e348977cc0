import { sendSafely } from "./send-safely";

const withinMs = 10_000;
const maxBytes = 1_000_000;

/** Statuses whose answer has no body. */
const bodiless = new Set([204, 205, 304]);

/**
 * `fetch` for libraries that ask a server themselves: it connects only to addresses that Sauron connects to, follows no
 * redirect, and reads short texts only.
 * @throws as `sendSafely`
 */
export const safeFetch = async (input: string | URL | globalThis.Request, init?: RequestInit): Promise<Response> => {
  const request = new Request(input, init);
  const body = request.body === null ? undefined : await request.text();
  const headers = Object.fromEntries(request.headers);
  const { method, url, signal } = request;
  const answer = await sendSafely(new URL(url), { method, headers, body, signal, withinMs, maxBytes });
  const { status, text, contentType } = answer;
  return new Response(bodiless.has(status) ? null : text, {
    status,
    headers: contentType === null ? {} : { "content-type": contentType },
  });
};
