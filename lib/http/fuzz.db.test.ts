import { afterAll, expect, test } from "vitest";
import { serveApi } from "@/lib/testing/api-routes";
import { fuzzApi } from "@/lib/testing/fuzz/fuzz-api";
import { createFuzzedProject } from "@/lib/testing/fuzz/known-values";
import { serveWebApi } from "@/lib/testing/serve-web-api";
import { connectionLimits } from "./server/create-web-server";

const { db, localKey } = await serveWebApi();
// A body that is shorter than it says is waited for only so long.
const limits = { ...connectionLimits, requestMs: 1_000, headersMs: 1_000, checkMs: 100 };
const api = await serveApi(0, { limits });

const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
process.on("unhandledRejection", note).on("uncaughtException", note);
afterAll(() => api.close());
afterAll(() => process.off("unhandledRejection", note).off("uncaughtException", note));

/** Of the handlers alone. A hundred thousand of the production build, with its pages: `npm run bench -- fuzz`. */
const count = 300;

test(`${count} odd requests over all addresses: nothing breaks, and all are answered`, async () => {
  const known = await createFuzzedProject(db);
  const { statuses, broken } = await fuzzApi(api.url, { seed: 7, count, known, bearer: localKey });
  expect(broken).toEqual([]);
  expect(unhandled).toEqual([]);
  // They get as far as what they ask for, and not only to the door.
  for (const status of [200, 400, 401, 403, 404, 409]) expect(Object.keys(statuses)).toContain(`${status}`);
  expect((await fetch(`${api.url}/api/v1/health`)).status).toBe(200);
});
