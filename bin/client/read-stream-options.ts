import { eventStreamSchema, type WantedEventStream } from "@/lib/contracts/event-stream";
import { UsageError } from "./run-reporting";

/** Options that say where a stream of events is listened to. */
export const streamOptions = {
  host: { type: "string" },
  port: { type: "string" },
  user: { type: "string" },
  key: { type: "string" },
  "host-key": { type: "string" },
  repository: { type: "string" },
  off: { type: "boolean", default: false },
} as const;

export type StreamValues = {
  host?: string;
  port?: string;
  user?: string;
  key?: string;
  "host-key"?: string;
  repository?: string;
  off?: boolean;
};

const optionOf: Record<string, string> = { privateKey: "key", hostKey: "host-key" };

/** The stream that is asked for; null = none any more. */
export function readStreamOptions(values: StreamValues): WantedEventStream | null {
  const { host, port, user, key, "host-key": hostKey, repository } = values;
  if (values.off) {
    if (host ?? port ?? user ?? key ?? hostKey ?? repository) throw new UsageError("--off stands alone.");
    return null;
  }
  if (!host || !user || !key) throw new UsageError("give --host, --user and --key, or --off.");
  if (!hostKey) {
    throw new UsageError(
      `give --host-key, so that nobody else can answer for it: compare what "ssh-keyscan -p ${port ?? 29418} ${host} | ssh-keygen -lf -" shows with whoever runs it.`,
    );
  }
  const number = port === undefined ? {} : { port: /^\d{1,5}$/.test(port) ? Number(port) : port };
  const parsed = eventStreamSchema.safeParse({ host, ...number, user, privateKey: key, hostKey, repository });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  const says = name === "port" ? "write a number from 1 to 65535" : issue?.message;
  throw new UsageError(`--${optionOf[name] ?? name}: ${says}.`);
}
