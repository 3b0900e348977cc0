import { expect, test } from "vitest";
import { endpointOf } from "./endpoint-of";

test.each([
  ["/", "GET /"],
  ["/login?next=/users/1", "GET /login"],
  ["/users/1234/orders/0", "GET /users/:id/orders/:id"],
  ["/files/123e4567-E89B-12d3-a456-426614174000", "GET /files/:id"],
  ["/blobs/9f3c2a17/raw", "GET /blobs/:id/raw"],
  ["/t/dXNlcjoxMjM0NTY3ODkwCg==", "GET /t/:id"],
  ["/t/aB3-xY9_kLmN0pQrStUv", "GET /t/:id"],
  ["/api/v2/oauth2/how-to-do-24-things-in-a-day", "GET /api/v2/oauth2/how-to-do-24-things-in-a-day"],
  ["/cafe/feedback", "GET /cafe/feedback"],
  ["/a;jsessionid=1", "GET /a"],
])("%s is an endpoint", (path, endpoint) => {
  expect(endpointOf({ method: "get", path })).toBe(endpoint);
});

test("what is no HTTP request has none, and endless paths are cut", () => {
  expect(endpointOf({ method: null, path: null })).toBeNull();
  expect(endpointOf({ method: "GET", path: "/a".repeat(1000) })).toBe(`GET ${"/a".repeat(8)}`);
});
