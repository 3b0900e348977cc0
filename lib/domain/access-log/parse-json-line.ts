import { splitRequest } from "./find-answer";
import type { DurationUnit, LogFields, LogFormat, ParsedLine } from "./log-format";
import { parseIsoTime, parseLogTime } from "./parse-time";

/** Names each fact is looked for under, the first that is there. */
type FieldNames = { [Fact in Exclude<keyof LogFields, "durationUnit">]-?: readonly string[] } & {
  durationUnit: DurationUnit;
};

/** The names nginx has for its variables, which its JSON logs take over. */
const nginxFields: FieldNames = {
  status: ["status"],
  time: ["msec", "time_iso8601", "time_local", "time", "timestamp", "@timestamp", "ts"],
  method: ["request_method", "method"],
  path: ["request_uri", "uri", "path", "url"],
  request: ["request"],
  duration: ["request_time", "duration"],
  agent: ["http_user_agent", "user_agent", "agent"],
  durationUnit: "s",
};

const caddyFields: FieldNames = {
  status: ["status"],
  time: ["ts"],
  method: ["request.method"],
  path: ["request.uri"],
  request: [],
  duration: ["duration"],
  agent: ["request.headers.User-Agent"],
  durationUnit: "s",
};

/** Where a JSON line of `format` has what; what `named` names is looked for only there. */
export function fieldsOf(format: Exclude<LogFormat, "common" | "combined" | "envoy">, named: LogFields): FieldNames {
  const usual = format === "caddy-json" ? caddyFields : nginxFields;
  const given = Object.entries(named).filter(([fact, name]) => fact !== "durationUnit" && name !== undefined);
  return {
    ...usual,
    ...Object.fromEntries(given.map(([fact, name]) => [fact, [name]])),
    durationUnit: named.durationUnit ?? usual.durationUnit,
  };
}

/** A JSON object on one line. */
export function parseJsonLine(text: string, fields: FieldNames): ParsedLine {
  const record = readRecord(text);
  if (record === null) return { error: "the line is not one JSON object" };
  const find = (names: readonly string[]) => findValue(record, names);
  const time = readTime(find(fields.time));
  if (time === null) return { error: `no time that can be read in ${nameFields(fields.time)}` };
  const status = readStatus(find(fields.status));
  if (status === undefined) return { error: `no status code in ${nameFields(fields.status)}` };
  const agent = find(fields.agent);
  return {
    status,
    ...readRequest(find(fields.method), find(fields.path), find(fields.request)),
    time,
    duration: readDuration(find(fields.duration), fields.durationUnit),
    agent: readText(Array.isArray(agent) ? agent[0] : agent),
  };
}

function readRecord(text: string): Record<string, unknown> | null {
  if (!text.startsWith("{")) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function findValue(record: Record<string, unknown>, names: readonly string[]): unknown {
  for (const name of names) {
    const value = Object.hasOwn(record, name) ? record[name] : follow(record, name.split("."));
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return undefined;
}

function follow(record: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, record);
}

/** Undefined = there is none. */
function readStatus(value: unknown): number | null | undefined {
  const text = String(value ?? "");
  if (text === "-") return null;
  return /^(-1|\d{1,3})$/.test(text) ? Number(text) : undefined;
}

/** Seconds or a smaller part of them since 1970, or a time in words. */
function readTime(value: unknown): number | null {
  const text = String(value ?? "");
  if (!/^\d{1,19}(\.\d{1,9})?$/.test(text)) return parseIsoTime(text) ?? parseLogTime(text);
  const number = Number(text);
  // The year 5138 in seconds; whatever is larger counts in something smaller.
  const parts = [1, 1e3, 1e6, 1e9].find((perSecond) => number / perSecond < 1e11);
  return parts === undefined ? null : number / parts;
}

function readRequest(method: unknown, path: unknown, request: unknown) {
  if (typeof request === "string" && (method === undefined || path === undefined)) return splitRequest(request);
  return { method: readText(method), path: readText(path) };
}

function readText(value: unknown): string | null {
  return typeof value === "string" && value !== "-" ? value : null;
}

const secondsPer = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, μs: 1e-6, ns: 1e-9 } as const;

/** A number of `unit`, or "1m2.5s" as Go writes it. */
function readDuration(value: unknown, unit: DurationUnit): number | null {
  const text = String(value ?? "");
  if (/^\d{1,15}(\.\d{1,15})?(e-?\d{1,2})?$/.test(text)) return Number(text) * secondsPer[unit];
  if (text.length > 40 || !/^(\d+(\.\d+)?(h|m|s|ms|us|µs|μs|ns))+$/.test(text)) return null;
  const parts = text.matchAll(/([\d.]+)([a-zµμ]+)/g);
  return [...parts].reduce(
    (sum, [, count, word]) => sum + Number(count) * secondsPer[word as keyof typeof secondsPer],
    0,
  );
}

function nameFields(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(" or ");
}
