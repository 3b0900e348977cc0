import { expect, test } from "vitest";
import { apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { sendBytes } from "@/lib/testing/fuzz/send-bytes";
import { createTestProject } from "@/lib/testing/project";
import { serveWebApi } from "@/lib/testing/serve-web-api";

const { db, api } = await serveWebApi();
await createTestProject(db, "web", { commits: 1 });

/** As they go over the wire. */
const ways = [
  ...[
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%252f..%252fetc%252fpasswd",
    "%2fetc%2fpasswd",
  ],
  ...[
    "..%5c..%5cwindows%5cwin.ini",
    "..%c0%af..%c0%afetc%c0%afpasswd",
    "%c0%ae%c0%ae%c0%af",
    "..%ef%bc%8fetc",
    "..%u2215etc",
  ],
  ...[
    "%00",
    "web%00",
    "web%00.json",
    "1%00",
    "..%2f%00",
    "%2e%2e",
    "%2e",
    "....%2f%2fetc",
    "..;%2fetc",
    "~%2f.ssh%2fid_rsa",
  ],
  ...["file:%2f%2f%2fetc%2fpasswd", "C:%5cboot.ini", "%5c%5chost%5cshare", "web%2f..%2f..", "..%0d%0aX:1", "%ff%fe%2f"],
  ...["%252e%252e%252f", "%2f%2f%2f", "..%09%2fetc"],
];

const routes = Object.values<ApiRoute>(apiRoutes).filter((route) => route.path.includes("{"));

test("there are at least 25 ways, and routes to try them on", () => {
  expect(ways.length).toBeGreaterThanOrEqual(25);
  expect(routes.length).toBeGreaterThan(20);
});

test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  "%s finds nothing by any of them, and nothing breaks",
  async (_name, route) => {
    for (const way of ways) {
      const path = `/api/v1${route.path.replace(/\{\w+\}/g, way)}`;
      const body = route.method === "POST" ? "{}" : "";
      const head = `${route.method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
      const status = await sendBytes(new URL(api.url), Buffer.from(head + body, "latin1"));
      expect([way, status]).toEqual([way, expect.toSatisfy((code: number) => code >= 400 && code < 500)]);
    }
  },
);
