/** Everything that can go wrong in a way a caller can act on. */
export const errorCodes = [
  "bad-request",
  "unauthenticated",
  "forbidden",
  "not-found",
  "conflict",
  "too-large",
  "too-many-requests",
  "unavailable",
  "invalid-project-file",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The one error class: a code from the closed list, and a sentence that says what to do. */
export class SauronError extends Error {
  readonly code: ErrorCode;
  /** Facts a program can use, e.g. the state found instead. Never a secret. */
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "SauronError";
    this.code = code;
    this.details = options.details;
  }
}
