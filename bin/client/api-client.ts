import { parseEnvironment } from "@/lib/config/environment";
import { readLocalKey } from "@/lib/config/local-key";
import { type ErrorCode, SauronError } from "@/lib/errors";
import { readRunFile } from "../supervisor/run-file";
import { readCredentials } from "./credentials";
import { currentActor } from "./current-actor";

/** The API of a running Sauron. Everything throws SauronError; "unavailable" when it cannot be reached. */
export interface ApiClient {
  url: string;
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, body: object, query?: Query): Promise<T>;
  /** Opens an event stream; its body ends when the connection does. */
  stream(path: string, query: Query, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

type Query = Record<string, string | number | undefined>;

const answerWithinMs = 30_000;

/**
 * Finds the running Sauron: SAURON_URL, the one on the data directory, or the only one logged in to. Where SAURON_URL is
 * the address for others of the Sauron that runs here, and there is no token for it, that is spoken to directly.
 */
export function openApiClient(): ApiClient {
  const environment = parseEnvironment(process.env, process.cwd());
  const credentials = readCredentials();
  const [known, ...others] = Object.keys(credentials);
  const tokenFor = (url: string) => environment.token ?? credentials[new URL(url).origin] ?? null;
  const local = readRunFile(environment.dataDir)?.url;
  const isForOthers = environment.url !== null && !isLoopback(environment.url) && tokenFor(environment.url) === null;
  const named = isForOthers ? (local ?? environment.url) : environment.url;
  const url = named ?? local ?? (others.length === 0 ? known : undefined);
  if (!url) {
    const message = `No Sauron runs on ${environment.dataDir}. Start it with "sauron start", or set SAURON_URL.`;
    throw new SauronError("unavailable", message);
  }
  const token = tokenFor(url);
  if (token !== null) return createApiClient(url, { token });
  const isHere = url === local || isLoopback(url);
  const key = isHere ? readLocalKey(environment.dataDir) : null;
  return createApiClient(url, { key, actor: currentActor(environment) });
}

/** The key of this machine goes to nobody else. */
function isLoopback(url: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

/** The token that acts, or the person who does so on this machine, with its key. */
export type Speaker = { token: string } | { key: string | null; actor: string };

/** The API at an address. */
export function createApiClient(url: string, as: Speaker): ApiClient {
  const who = headersOf(as);
  const call = (path: string, query: Query, init: RequestInit) => callApi(addressOf(url, path, query), init, who);
  return {
    url,
    async get<T>(path: string, query: Query = {}) {
      return (await call(path, query, { signal: AbortSignal.timeout(answerWithinMs) })).json() as Promise<T>;
    },
    async post<T>(path: string, body: object, query: Query = {}) {
      const init = { method: "POST", body: JSON.stringify(body), signal: AbortSignal.timeout(answerWithinMs) };
      return (await call(path, query, init)).json() as Promise<T>;
    },
    async stream(path, query, signal) {
      const response = await call(path, query, { headers: { accept: "text/event-stream" }, signal });
      if (!response.body) throw new SauronError("unavailable", `${url} sent no stream.`);
      return response.body;
    },
  };
}

function headersOf(as: Speaker): Record<string, string> {
  if ("token" in as) return { authorization: `Bearer ${as.token}` };
  const actor = { "x-sauron-actor": encodeURIComponent(as.actor) };
  return as.key === null ? actor : { ...actor, authorization: `Bearer ${as.key}` };
}

function addressOf(base: string, path: string, query: Query): URL {
  const url = new URL(`/api/v1${path}`, base);
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, `${value}`);
  return url;
}

async function callApi(url: URL, init: RequestInit, who: Record<string, string>): Promise<Response> {
  const headers = { "content-type": "application/json", ...who, ...init.headers };
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers });
  } catch (error) {
    throw new SauronError("unavailable", `Sauron does not answer at ${url.origin}.`, { cause: error });
  }
  if (response.ok) return response;
  const { error } = (await response.json().catch(() => ({}))) as { error?: { code: ErrorCode; message: string } };
  if (error) throw new SauronError(error.code, error.message);
  throw new SauronError("unavailable", `${url.origin} answered ${response.status}, not like Sauron.`);
}
