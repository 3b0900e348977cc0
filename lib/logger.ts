import pino from "pino";

/** The one sink of log lines. Values under these names are secrets and never written. */
const secretKeys = ["authorization", "cookie", "password", "secret", "token", "privateKey", "databaseUrl", "redisUrl"];

export type Logger = pino.Logger;

/** Structured log lines on standard output. `process` names the process that speaks, e.g. "web" or "worker". */
export function createLogger(options: { process: string; level: string }): Logger {
  return pino({
    level: options.level,
    base: { process: options.process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`]), censor: "[hidden]" },
  });
}

/** The database driver hangs its whole connection on an error, which no reader of a log wants. */
function describeError(error: Error): object {
  return { ...pino.stdSerializers.err(error), client: undefined };
}
