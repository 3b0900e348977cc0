import { afterEach, expect, test, vi } from "vitest";
import { fetchJson, postAction } from "@/components/live/api-client";

afterEach(() => vi.unstubAllGlobals());

/** An answer whose first line has come, and whose text does not. */
function breakOff(): Response {
  const late = new DOMException("The time is over.", "TimeoutError");
  return new Response(new ReadableStream({ start: (body) => body.error(late) }), { status: 200 });
}

test("an answer that breaks off in its middle is none", async () => {
  vi.stubGlobal("fetch", async () => breakOff());
  await expect(fetchJson("/api/v1/caller")).rejects.toMatchObject({ code: "timeout" });
});

test("what was asked for in vain is asked for once more, by the same name", async () => {
  const keys: string[] = [];
  vi.stubGlobal("fetch", async (_: string, { headers }: { headers: Record<string, string> }) => {
    keys.push(headers["idempotency-key"] ?? "");
    return keys.length === 1 ? breakOff() : Response.json({ state: "resumed" });
  });
  await expect(postAction("/api/v1/projects/web/resume", {}, "one")).resolves.toEqual({ state: "resumed" });
  expect(keys).toEqual(["one", "one"]);
});

test("what is no JSON is told by its status", async () => {
  vi.stubGlobal("fetch", async () => new Response("<html>", { status: 502 }));
  await expect(fetchJson("/api/v1/caller")).rejects.toMatchObject({ code: "unavailable" });
});
