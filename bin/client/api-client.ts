import { parseEnvironment } from "@/lib/config/environment";
import { type ErrorCode, SauronError } from "@/lib/errors";
import { readRunFile } from "../supervisor/run-file";
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

/** Finds the running Sauron: SAURON_URL, or the one on the data directory. */
export function openApiClient(): ApiClient {
  const environment = parseEnvironment(process.env, process.cwd());
  const url = environment.url ?? readRunFile(environment.dataDir)?.url;
  if (!url) {
    const message = `No Sauron runs on ${environment.dataDir}. Start it with "sauron start", or set SAURON_URL.`;
    throw new SauronError("unavailable", message);
  }
  const actor = encodeURIComponent(currentActor(environment));
  const call = (path: string, query: Query, init: RequestInit) => callApi(addressOf(url, path, query), init, actor);
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

function addressOf(base: string, path: string, query: Query): URL {
  const url = new URL(`/api/v1${path}`, base);
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, `${value}`);
  return url;
}

async function callApi(url: URL, init: RequestInit, actor: string): Promise<Response> {
  const headers = { "content-type": "application/json", "x-sauron-actor": actor, ...init.headers };
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
