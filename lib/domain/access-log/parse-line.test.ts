import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LogFormat } from "./log-format";
import { parseLine } from "./parse-line";

const stamp = "[10/Oct/2000:13:55:36 -0700]";
const time = Date.UTC(2000, 9, 10, 20, 55, 36) / 1000;
const agent = '"-" "curl/8.0"';

describe("a line that is understood", () => {
  const cases: [name: string, format: LogFormat, line: string, expected: object][] = [
    [
      "common",
      "common",
      `10.0.0.1 - - ${stamp} "GET /ok HTTP/1.1" 200 512`,
      { status: 200, method: "GET", path: "/ok", time, duration: null },
    ],
    [
      "combined",
      "combined",
      `10.0.0.1 - ana ${stamp} "POST /login HTTP/2.0" 302 0 ${agent}`,
      { status: 302, method: "POST", path: "/login", duration: null },
    ],
    [
      "combined with the time it took",
      "combined",
      `::1 - - ${stamp} "GET / HTTP/1.1" 200 5 ${agent} 0.125`,
      { duration: 0.125 },
    ],
    ["common with the time it took", "common", `::1 - - ${stamp} "GET / HTTP/1.1" 200 5 3`, { duration: 3 }],
    [
      "further quoted fields",
      "combined",
      `::1 - - ${stamp} "GET / HTTP/1.1" 200 5 ${agent} "10.1.1.1" 0.5`,
      { status: 200, duration: 0.5 },
    ],
    [
      "a user with spaces and brackets",
      "combined",
      `::1 - an a [x] ${stamp} "GET / HTTP/1.1" 200 5 ${agent}`,
      { status: 200, time },
    ],
    [
      "a user that looks like a time",
      "combined",
      `::1 - [01/Jan/2000:00:00:00 +0000] ${stamp} "GET / HTTP/1.1" 200 5 ${agent}`,
      { time },
    ],
    [
      "a path with spaces",
      "common",
      `::1 - - ${stamp} "GET /a b/c d HTTP/1.1" 404 5`,
      { path: "/a b/c d", status: 404 },
    ],
    [
      "a path with an escaped quote",
      "common",
      `::1 - - ${stamp} "GET /a\\" 500 1 HTTP/1.1" 200 5`,
      { path: '/a\\" 500 1', status: 200 },
    ],
    [
      "a path that ends in an escaped backslash",
      "common",
      `::1 - - ${stamp} "GET /a\\\\" 200 5`,
      { path: "/a\\\\", status: 200 },
    ],
    [
      "a quote the server did not escape",
      "common",
      `::1 - - ${stamp} "GET /?q="x" HTTP/1.1" 200 5`,
      { path: '/?q="x"', status: 200 },
    ],
    [
      "a bracketed time inside the path",
      "common",
      `::1 - - ${stamp} "GET /${stamp} HTTP/1.1" 200 5`,
      { path: `/${stamp}`, time },
    ],
    ["an empty request", "combined", `::1 - - ${stamp} "" 400 0 ${agent}`, { status: 400, method: null, path: null }],
    [
      "a request of a dash",
      "combined",
      `::1 - - ${stamp} "-" 408 - ${agent}`,
      { status: 408, method: null, path: null },
    ],
    [
      "TLS bytes on a plain port",
      "combined",
      `::1 - - ${stamp} "\\x16\\x03\\x01\\x02\\x00" 400 150 ${agent}`,
      { status: 400, method: null },
    ],
    [
      "raw TLS bytes with a space",
      "combined",
      `::1 - - ${stamp} "\x16\x03\x01 \u{fffd}\x05" 400 150 ${agent}`,
      { status: 400, method: null },
    ],
    ["a request without protocol", "common", `::1 - - ${stamp} "GET /old" 200 5`, { method: "GET", path: "/old" }],
    [
      "a user agent with a status in it",
      "combined",
      `::1 - - ${stamp} "GET /ok HTTP/1.1" 200 5 "-" "evil" 500 1 "x"`,
      { status: 200, duration: null },
    ],
    [
      "a referer with a status in it",
      "combined",
      `::1 - - ${stamp} "GET /ok HTTP/1.1" 200 5 "http://x/\\" 500 1" "ua"`,
      { status: 200 },
    ],
    ["an empty referer and user agent", "combined", `::1 - - ${stamp} "GET /ok HTTP/1.1" 200 5 "" ""`, { status: 200 }],
    ["no answer", "combined", `::1 - - ${stamp} "GET /ok HTTP/1.1" - - ${agent}`, { status: null, path: "/ok" }],
    ["status 0", "combined", `::1 - - ${stamp} "GET /ok HTTP/1.1" 0 0 ${agent}`, { status: 0 }],
    ["status -1", "combined", `::1 - - ${stamp} "GET /ok HTTP/1.1" -1 0 ${agent}`, { status: -1 }],
    ["a client that hung up", "combined", `::1 - - ${stamp} "GET /ok HTTP/1.1" 499 0 ${agent}`, { status: 499 }],
    [
      "NULs and a carriage return around it",
      "common",
      `\0\0\0::1 - - ${stamp} "GET / HTTP/1.1" 200 5\r`,
      { status: 200 },
    ],
    ["a lower case method", "common", `::1 - - ${stamp} "get / HTTP/1.1" 200 5`, { method: "get" }],
    [
      "a virtual host before it",
      "common",
      `www.example.com:443 ::1 - - ${stamp} "GET / HTTP/1.1" 200 5`,
      { status: 200 },
    ],
  ];
  test.each(cases)("%s (%s)", (_name, format, line, expected) => {
    expect(parseLine(line, format)).toMatchObject(expected);
  });
});

describe("a line of JSON or Envoy that is understood", () => {
  const iso = "2000-10-10T13:55:36.250-07:00";
  const nginx = {
    time_iso8601: iso,
    request_method: "GET",
    request_uri: "/a?b=1",
    status: "200",
    request_time: "0.004",
  };
  const caddy = {
    level: "info",
    ts: time + 0.25,
    request: { method: "GET", uri: "/a?b=1", headers: { "User-Agent": ["kube-probe/1.30"] } },
    duration: 0.004,
    status: 200,
  };
  const expected = { status: 200, method: "GET", path: "/a?b=1", time: time + 0.25, duration: 0.004 };
  const cases: [name: string, format: LogFormat, line: string, expected: object][] = [
    ["nginx, ISO time", "nginx-json", JSON.stringify(nginx), expected],
    [
      "nginx, msec and whole request",
      "nginx-json",
      `{"msec":"${time}.250","request":"POST /a b HTTP/2.0","status":499,"http_user_agent":"-"}`,
      { status: 499, method: "POST", path: "/a b", time: time + 0.25, duration: null, agent: null },
    ],
    [
      "nginx, local time and TLS bytes",
      "nginx-json",
      '{"time_local":"10/Oct/2000:13:55:36 -0700","request":"\\u0016\\u0003\\u0001","status":"400","request_time":"0.000"}',
      { status: 400, method: null, path: null, time, duration: 0 },
    ],
    ["Caddy", "caddy-json", JSON.stringify(caddy), { ...expected, agent: "kube-probe/1.30" }],
    [
      "Caddy, durations in words",
      "caddy-json",
      JSON.stringify({ ...caddy, duration: "1m2.5ms" }),
      { duration: 60.0025 },
    ],
    ["Caddy, nothing answered", "caddy-json", JSON.stringify({ ...caddy, status: 0 }), { status: 0 }],
    [
      "any JSON, milliseconds since 1970",
      "json",
      `{"timestamp":${time}250,"status":200}`,
      { time: time + 0.25, status: 200 },
    ],
    [
      "Envoy",
      "envoy",
      '[2000-10-10T20:55:36.250Z] "GET /a?b=1 HTTP/2" 200 - 0 512 4 3 "10.0.0.1" "kube-probe/1.30" "id" "web" "10.0.0.2:80"',
      { ...expected, agent: "kube-probe/1.30" },
    ],
    [
      "Envoy, a client that was gone",
      "envoy",
      '[2000-10-10T20:55:36.250Z] "- - -" 0 DC 0 0 7 - "-" "-" "-" "-" "-"',
      { status: 0, method: null, path: null, duration: 0.007 },
    ],
    [
      "Envoy, a status in the user agent",
      "envoy",
      '[2000-10-10T20:55:36.250Z] "GET / HTTP/1.1" 503 UF,URX 0 91 30 - "-" "x" 200 - 0 5 1 - "" "id" "web" "-"',
      { status: 503, duration: 0.03 },
    ],
  ];
  test.each(cases)("%s (%s)", (_name, format, line, expected) => {
    expect(parseLine(line, format)).toMatchObject(expected);
  });

  test("fields have the names the project gives them", () => {
    const line = '{"at":"2000-10-10T20:55:36Z","http":{"code":"503","url":"/x"},"verb":"PUT","took":1500}';
    const fields = { time: "at", status: "http.code", path: "http.url", method: "verb", duration: "took" } as const;
    const request = { status: 503, method: "PUT", path: "/x", time, agent: null };
    expect(parseLine(line, "json", { ...fields, durationUnit: "ms" })).toEqual({ ...request, duration: 1.5 });
    expect(parseLine(line, "json")).toEqual({ error: expect.stringContaining("no time") });
  });
});

describe("a line that is not", () => {
  const cases: [name: string, format: LogFormat, line: string, error: RegExp][] = [
    ["empty", "common", "", /empty/],
    ["only NULs", "common", "\0\0", /empty/],
    ["a stack trace", "common", "Error: boom\n    at main", /no time/],
    ["a time in another writing", "common", '::1 - - [2000-10-10T13:55:36+00:00] "GET / HTTP/1.1" 200 5', /no time/],
    [
      "a day that does not exist",
      "common",
      '::1 - - [31/Feb/2000:13:55:36 -0700] "GET / HTTP/1.1" 200 5',
      /no such time as \[31\/Feb/,
    ],
    ["cut off in the request", "common", `::1 - - ${stamp} "GET /`, /closing quote/],
    ["cut off before the status", "common", `::1 - - ${stamp} "GET / HTTP/1.1"`, /closing quote/],
    ["cut off before the size", "common", `::1 - - ${stamp} "GET / HTTP/1.1" 200`, /closing quote/],
    ["a status of letters", "combined", `::1 - - ${stamp} "GET / HTTP/1.1" OK 5 "-" "evil" 500 1 "x"`, /closing quote/],
    ["a status of four digits", "common", `::1 - - ${stamp} "GET / HTTP/1.1" 2000 5`, /closing quote/],
    ["common where combined is expected", "combined", `::1 - - ${stamp} "GET / HTTP/1.1" 200 5`, /referer/],
    ["cut off in the referer", "combined", `::1 - - ${stamp} "GET / HTTP/1.1" 200 5 "http://x`, /referer/],
    ["half an object", "json", '{"status":200,', /one JSON object/],
    ["a list", "json", "[200]", /one JSON object/],
    ["no status", "nginx-json", `{"msec":${time}}`, /no status code in "status"/],
    ["no time", "caddy-json", '{"status":200}', /no time that can be read in "ts"/],
    ["a time without a zone", "caddy-json", '{"ts":"2000-10-10T13:55:36","status":200}', /no time/],
    ["no time at the start", "envoy", '"GET / HTTP/1.1" 200 - 0 0 1 1 "-"', /no time/],
    ["cut off in the numbers", "envoy", '[2000-10-10T20:55:36.250Z] "GET / HTTP/1.1" 200 - 0', /four numbers/],
    ["cut off in the user agent", "combined", `::1 - - ${stamp} "GET / HTTP/1.1" 200 5 "-" "Mozilla`, /referer/],
  ];
  test.each(cases)("%s (%s)", (_name, format, line, error) => {
    expect(parseLine(line, format)).toEqual({ error: expect.stringMatching(error) });
  });
});

test("whatever a client sends, once escaped, is read back with the status the server wrote", () => {
  const escaped = fc.string({ maxLength: 40 }).map((text) => text.replace(/[\\"]/g, '\\"'));
  fc.assert(
    fc.property(escaped, escaped, escaped, fc.integer({ min: 100, max: 599 }), (user, path, agentText, status) => {
      const line = `::1 - ${user} ${stamp} "GET /${path} HTTP/1.1" ${status} 12 "${path}" "${agentText}" 0.5`;
      expect(parseLine(line, "combined")).toEqual({
        status,
        method: "GET",
        path: `/${path}`,
        time,
        duration: 0.5,
        agent: agentText,
      });
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ["brackets", "[".repeat(1_000_000)],
  ["quotes", `::1 - - ${stamp} "${'"'.repeat(1_000_000)}`],
  ["backslashes", `::1 - - ${stamp} "${"\\".repeat(1_000_000)}`],
  ["spaces", `::1 - - ${stamp} "GET ${" ".repeat(1_000_000)}`],
  ["protocols", `::1 - - ${stamp} "GET ${' HTTP/1.1"'.repeat(100_000)}`],
  ["digits at the end", `::1 - - ${stamp} "GET / HTTP/1.1" 200 5 "-" "${"1".repeat(1_000_000)}`],
  // Steps that grow with the square of the length would take hours here, far beyond the limit of a test.
])("a million %s are read in linear time", (_name, line) => {
  expect(() => parseLine(line, "combined")).not.toThrow();
});
