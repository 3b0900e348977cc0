import { expect, test } from "vitest";
import { readRequests } from "./read-requests";

const line = (path: string, status: string, agent = "reader/1.0") =>
  `::1 - - [10/Oct/2000:13:55:36 -0700] "GET ${path} HTTP/1.1" ${status} 5 "-" "${agent}"`;

test("health checks are left out, whatever their query, and what cannot be read is told", () => {
  const lines = [
    line("/", "200"),
    line("/", "-"),
    line("/health", "200"),
    line("/health?full=1", "500"),
    line("/healthy", "404"),
    line("/", "503", "kube-probe/1.30"),
    line("/", "503", "not kube-probe"),
    "garbage",
    "",
  ];
  const read = readRequests(lines, { format: "combined", excludePaths: ["/health"], excludeAgents: ["kube-probe"] });
  expect(read.requests.map(({ path, status }) => [path, status])).toEqual([
    ["/", 200],
    ["/", null],
    ["/healthy", 404],
    ["/", 503],
  ]);
  expect(read.unparsed).toBe(2);
});

test("no line is no request", () => {
  expect(readRequests([], { format: "combined" })).toEqual({ requests: [], unparsed: 0 });
});
