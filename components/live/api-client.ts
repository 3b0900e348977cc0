import { sessionState } from "@/components/live/session-state";

/** The server's answer to something that could not be done, or the network's silence. */
export class ApiError extends Error {
  /** The API's code, "timeout" or "network". */
  readonly code: string;
  readonly details: Record<string, unknown>;

  constructor(code: string, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** Whether the same request may work later without anything being changed. */
  get passing(): boolean {
    return ["timeout", "network", "unavailable", "internal"].includes(this.code);
  }
}

const answerTime = 3000;

/** Whoever reads is told after this time that no answer comes, ms. */
const readTime = 10_000;

/** Reads a body of the API. @throws ApiError */
export async function fetchJson<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  const patience = AbortSignal.timeout(readTime);
  try {
    const response = await fetch(path, {
      headers: { accept: "application/json" },
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    return await readAnswer<Body>(response);
  } catch (error) {
    // Whoever does not want it any more is told nothing.
    if (signal?.aborted) throw error;
    throw nameSilence(error, readTime);
  }
}

/**
 * Asks the server to do something. A request that gets no answer within 3 s, or whatever time it may take, or a passing failure, is sent once more with
 * the same key, so that it cannot happen twice. @throws ApiError
 */
export async function postAction<Answer>(
  path: string,
  body: object,
  key: string,
  patience = answerTime,
): Promise<Answer> {
  try {
    return await postOnce<Answer>(path, body, { key, patience });
  } catch (error) {
    if (!(error instanceof ApiError) || !error.passing) throw error;
    return postOnce<Answer>(path, body, { key, patience });
  }
}

/** A key that names one wish of a person, however often it has to be sent. */
export function newIdempotencyKey(): string {
  return `${Date.now().toString(36)}-${Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("")}`;
}

async function postOnce<Answer>(path: string, body: object, once: { key: string; patience: number }): Promise<Answer> {
  const headers: Record<string, string> = { "content-type": "application/json", "idempotency-key": once.key };
  try {
    const signal = AbortSignal.timeout(once.patience);
    return await readAnswer<Answer>(await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal }));
  } catch (error) {
    throw nameSilence(error, once.patience);
  }
}

/** What the server has answered stays; that it has not is said in words. */
function nameSilence(error: unknown, patience: number): ApiError {
  if (error instanceof ApiError) return error;
  const timedOut = error instanceof DOMException && error.name === "TimeoutError";
  if (timedOut) return new ApiError("timeout", `Sauron did not answer within ${patience / 1000} s.`);
  return new ApiError("network", "Sauron cannot be reached.");
}

async function readAnswer<Body>(response: Response): Promise<Body> {
  const body = (await response.json().catch(passOverNonsense)) as { error?: ErrorBody } | null;
  if (response.ok && body !== null) return body as Body;
  const error = body?.error;
  if (response.status === 401) sessionState.end();
  if (error) throw new ApiError(error.code, error.message, error.details);
  const code = response.status >= 500 ? "unavailable" : "bad-request";
  throw new ApiError(code, `Sauron answered ${response.status} without a reason.`);
}

/** What is no JSON says nothing; an answer that breaks off in its middle is none. */
function passOverNonsense(error: unknown): null {
  if (error instanceof SyntaxError) return null;
  throw error;
}

interface ErrorBody {
  code: string;
  message: string;
  details?: Record<string, unknown>;
}
