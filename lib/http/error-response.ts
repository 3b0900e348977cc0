import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import { type ErrorCode, SauronError } from "@/lib/errors";
import type { Logger } from "@/lib/logger";

const statusOfCode = {
  "bad-request": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  "invalid-project-file": 422,
  "too-many-requests": 429,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/**
 * The answer to a request that failed. What we know is told in its own words; what we do not know is logged with its
 * cause and told in general ones, so that nothing inner leaks.
 */
export function errorResponse(error: unknown, about: { requestId: string; logger: Logger }): Response {
  const known = toKnownError(error);
  if (!known) about.logger.error({ err: error, requestId: about.requestId }, "a request failed");
  const code = known?.code ?? "internal";
  const message = known?.message ?? "Something went wrong inside Sauron; its log has the cause.";
  const headers = new Headers({ "x-request-id": about.requestId, "cache-control": "no-store" });
  if (code === "unauthenticated") headers.set("www-authenticate", "Bearer");
  if (code === "too-many-requests") headers.set("retry-after", `${known?.details?.retryAfterSeconds ?? 60}`);
  if (code === "unavailable") headers.set("retry-after", "2");
  const details = known?.details ? { details: known.details } : {};
  return Response.json(
    { error: { code, message, ...details } },
    { status: known ? statusOfCode[known.code] : 500, headers },
  );
}

function toKnownError(error: unknown): SauronError | null {
  if (error instanceof SauronError) return error;
  if (!isDatabaseUnavailable(error)) return null;
  return new SauronError("unavailable", "The database cannot be reached just now; try again in a moment.", {
    cause: error,
  });
}
