import type { z } from "zod";
import { TooSlowError } from "@/lib/integrations/network/send-request";
import { RefusedHostError, sendSafely } from "@/lib/integrations/network/send-safely";
import type { ApiAnswer } from "./sender-api";

/** An answer that takes longer is not waited for. */
const withinMs = 10_000;

/** Answers are short; a longer one is none of ours. */
const maxBytes = 5 * 1024 * 1024;

export type ApiCall<T> = {
  method?: "GET" | "POST" | "PUT";
  /** Path below the address of the API, with its query. */
  path: string;
  /** Sent as JSON, unless it is a form. */
  body?: unknown;
  /** What is read of the answer; left out = nothing. */
  schema?: z.ZodType<T>;
  /** An answer that means there is no such thing, and is no error. */
  absent?: T;
};

export type CallApi = <T = null>(call: ApiCall<T>) => Promise<ApiAnswer<T>>;

/**
 * Calls of one API. A redirect is never followed: it would take the token to another address. Whatever goes wrong comes
 * back as a sentence, which names neither the token nor what was sent.
 */
export function createApiCaller(base: string, headers: Record<string, string>): CallApi {
  const address = base.replace(/\/+$/, "");
  if (!URL.canParse(address)) return async () => ({ ok: false, reason: "The address of the API cannot be read." });
  const { host } = new URL(address);
  return async <T = null>({ method = "GET", path, body, schema, absent }: ApiCall<T>): Promise<ApiAnswer<T>> => {
    try {
      const { status, text } = await sendSafely(new URL(`${address}${path}`), {
        method,
        headers: { accept: "application/json", "user-agent": "Sauron", ...headers, ...contentType(body) },
        body: encodeBody(body),
        withinMs,
        maxBytes,
      });
      if (status === 404 && absent !== undefined) return { ok: true, value: absent };
      if (status < 200 || status > 299) return { ok: false, reason: describeRefusal(host, status, text) };
      if (!schema) return { ok: true, value: null as T };
      const parsed = schema.safeParse(JSON.parse(text));
      if (parsed.success) return { ok: true, value: parsed.data };
      return { ok: false, reason: `${host} answered in a shape that is not understood.` };
    } catch (error) {
      return { ok: false, reason: describeFault(host, error) };
    }
  };
}

function contentType(body: unknown): Record<string, string> {
  if (body === undefined) return {};
  return { "content-type": `application/${body instanceof URLSearchParams ? "x-www-form-urlencoded" : "json"}` };
}

function encodeBody(body: unknown): string | undefined {
  return body instanceof URLSearchParams ? body.toString() : JSON.stringify(body);
}

function describeRefusal(host: string, status: number, text: string): string {
  if (status >= 300 && status < 400) return `${host} answers at another address; write that one.`;
  if (status === 401 || status === 403) return `${host} does not accept the token, or the token may not do this.`;
  if (status === 404) return `${host} knows no such repository, commit or run, or hides it from this token.`;
  if (status === 429) return `${host} is asked too often.`;
  const message = findMessage(text);
  return `${host} answered ${status}${message === null ? "" : `: ${message}`}.`;
}

/** What the API itself says, short and on one line. */
function findMessage(text: string): string | null {
  try {
    const { message, error } = JSON.parse(text) as { message?: unknown; error?: unknown };
    const said = [message, error].find((each) => each !== undefined);
    const line = (typeof said === "string" ? said : JSON.stringify(said))?.replaceAll(/\s+/g, " ").trim();
    return line ? line.slice(0, 200).replace(/\.$/, "") : null;
  } catch {
    return null;
  }
}

function describeFault(host: string, error: unknown): string {
  if (error instanceof RefusedHostError) return error.message;
  if (error instanceof SyntaxError) return `${host} answered something that is not JSON.`;
  if (error instanceof TooSlowError) return `${host} did not answer within ${withinMs / 1000} s.`;
  const code = (error as { code?: unknown } | null)?.code;
  return `${host} cannot be reached${typeof code === "string" ? ` (${code})` : ""}.`;
}
