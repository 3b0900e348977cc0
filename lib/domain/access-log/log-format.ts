/** How a log is written: as Apache and nginx do, as JSON, or as Envoy does unless told otherwise. */
export const logFormats = ["common", "combined", "nginx-json", "caddy-json", "json", "envoy"] as const;
export type LogFormat = (typeof logFormats)[number];

export const durationUnits = ["s", "ms", "us", "ns"] as const;
export type DurationUnit = (typeof durationUnits)[number];

/** Where a JSON line has what: names of its fields, "request.method" for one inside another. */
export type LogFields = {
  status?: string | undefined;
  time?: string | undefined;
  method?: string | undefined;
  path?: string | undefined;
  /** Instead of method and path: "GET / HTTP/1.1". */
  request?: string | undefined;
  duration?: string | undefined;
  durationUnit?: DurationUnit | undefined;
  agent?: string | undefined;
};

/** One request. */
export type LoggedRequest = {
  /** Null when the server wrote "-": it answered nothing. */
  status: number | null;
  /** Null when what was sent is no HTTP request (empty, or TLS on a plain port). */
  method: string | null;
  /** As logged, with its query. */
  path: string | null;
  /** Epoch seconds. */
  time: number;
  /** Seconds; null when the line does not tell. */
  duration: number | null;
  /** The user agent; null when the line does not tell. */
  agent: string | null;
};

export type ParsedLine = LoggedRequest | { error: string };
