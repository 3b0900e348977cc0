import { PassThrough } from "node:stream";
import { finished } from "node:stream/promises";
import { expect, test } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { readRequests } from "./read-requests";
import type { LandingKind } from "./story/types";

test("each line lands the commit it names, and a word that names none is told", async () => {
  const input = new PassThrough();
  const requested: LandingKind[] = [];
  const said: string[] = [];
  const stop = readRequests(input, { request: (kind) => requested.push(kind) }, (line) => said.push(line));
  input.end("normal\nred \nblue\n");
  await finished(input);
  await expect.poll(() => said.length, inTime).toBe(1);
  await stop();
  expect(requested).toEqual(["normal", "red"]);
  expect(said[0]).toContain('"blue"');
});
