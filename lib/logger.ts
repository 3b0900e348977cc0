import pino from "pino";
import { hideSecretsInLine } from "./logger/hide-secrets-in-line";

export type Logger = pino.Logger;

/**
 * Structured log lines on standard output, the one sink there is: what looks like a secret is hidden here, last of all.
 * `process` names the process that speaks, e.g. "web" or "worker".
 */
export function createLogger(options: { process: string; level: string }): Logger {
  return pino({
    level: options.level,
    base: { process: options.process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    hooks: { streamWrite: hideSecretsInLine },
  });
}

/** The database driver hangs its whole connection on an error, which no reader of a log wants. */
function describeError(error: Error): object {
  return { ...pino.stdSerializers.err(error), client: undefined };
}
