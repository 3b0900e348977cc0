import { expect, test } from "vitest";
import { countCodes } from "./count-codes";

const line = (path: string, status: string) =>
  `::1 - - [10/Oct/2000:13:55:36 -0700] "GET ${path} HTTP/1.1" ${status} 5`;

test("counts by code, leaves health checks out whatever their query, and tells what it could not read", () => {
  const lines = [
    line("/", "200"),
    line("/", "200"),
    line("/login", "503"),
    line("/", "-"),
    line("/health", "200"),
    line("/health?full=1", "500"),
    line("/healthy", "404"),
    "garbage",
    "",
  ];
  expect(countCodes(lines, { format: "common", excludePaths: ["/health"] })).toEqual({
    codes: { 200: 2, 503: 1, "-": 1, 404: 1 },
    unparsed: 2,
  });
});

test("no line is no request", () => {
  expect(countCodes([], { format: "combined" })).toEqual({ codes: {}, unparsed: 0 });
});
