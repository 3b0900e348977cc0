import type { z } from "zod";
import { resolveHost } from "@/lib/integrations/network/resolve-host";
import type { ApiAnswer } from "./sender-api";

/** An answer that takes longer is not waited for. */
const timeoutMs = 10_000;

/** Answers are short; a longer one is none of ours. */
const maxBytes = 5 * 1024 * 1024;

export type ApiCall<T> = {
  method?: "GET" | "POST";
  /** Path below the address of the API, with its query. */
  path: string;
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
  const url = URL.canParse(address) ? new URL(address) : null;
  const host = url?.host ?? "The address";
  return async <T = null>({ method = "GET", path, body, schema, absent }: ApiCall<T>): Promise<ApiAnswer<T>> => {
    try {
      const refusal = url && (await findRefusal(url));
      if (refusal) return { ok: false, reason: refusal };
      const response = await fetch(`${address}${path}`, {
        method,
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
        headers: { accept: "application/json", "user-agent": "Sauron", ...headers, ...contentType(body) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await readText(response);
      if (response.status === 404 && absent !== undefined) return { ok: true, value: absent };
      if (!response.ok) return { ok: false, reason: describeRefusal(host, response.status, text) };
      if (!schema) return { ok: true, value: null as T };
      const parsed = schema.safeParse(JSON.parse(text));
      if (parsed.success) return { ok: true, value: parsed.data };
      return { ok: false, reason: `${host} answered in a shape that is not understood.` };
    } catch (error) {
      return { ok: false, reason: describeFault(host, error) };
    }
  };
}

/** Why nothing is sent there; null = nothing is against it. A name that is not known is told by the call itself. */
async function findRefusal({ hostname }: URL): Promise<string | null> {
  const resolved = await resolveHost(hostname.replace(/^\[|\]$/g, ""));
  return !resolved.ok && resolved.cause === "refused" ? resolved.reason : null;
}

function contentType(body: unknown): Record<string, string> {
  return body === undefined ? {} : { "content-type": "application/json" };
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error("too long");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
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
  if (error instanceof SyntaxError) return `${host} answered something that is not JSON.`;
  if (error instanceof Error && error.name === "TimeoutError")
    return `${host} did not answer within ${timeoutMs / 1000} s.`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown } | null)?.code;
  return `${host} cannot be reached${typeof code === "string" ? ` (${code})` : ""}.`;
}
