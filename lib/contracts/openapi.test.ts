import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { apiRoutes } from "./api";
import { buildOpenapiDocument } from "./openapi";

const folder = new URL("../../app/api/v1/", import.meta.url);

/** "GET /rollouts/{number}" for every handler under `app/api/v1`, read from the files themselves. */
async function listHandlers(): Promise<string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("route.ts") && !file.includes("[...unknown]"));
  const found = await Promise.all(
    files.map(async (file) => {
      const module: Record<string, unknown> = await import(new URL(file, folder).href);
      const path = `/${file.replace(/\/?route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`;
      const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => method in module);
      return methods.map((method) => `${method} ${path}`);
    }),
  );
  return found.flat().sort();
}

test("every route is in the catalog, and every entry of the catalog is a route", async () => {
  const catalog = Object.values(apiRoutes).map((route) => `${route.method} ${route.path}`);
  expect(await listHandlers()).toEqual(catalog.sort());
});

test("the document names every route with its parameters and answers", () => {
  const document = buildOpenapiDocument("1.2.3") as {
    openapi: string;
    paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map((operation) => operation.operationId).sort()).toEqual(Object.keys(apiRoutes).sort());
  for (const [path, methods] of Object.entries(document.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    for (const { parameters } of Object.values(methods)) {
      expect(parameters.filter((each) => each.in === "path").map((each) => each.name)).toEqual(named);
    }
  }
});

test("the document is plain JSON without references that lead nowhere", () => {
  const text = JSON.stringify(buildOpenapiDocument("1.2.3"));
  const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(references)).toEqual(new Set(["#/components/schemas/Error"]));
});

/** Whole numbers that a request may make larger than the columns of numbers and ids hold, and why that does no harm. */
const larger = [
  "rehearseCanaries requestBody: limits are only compared",
  "reportCounters requestBody: a count of requests has a wide column",
  "streamEvents after: is only compared",
];

test("no number of a request is larger than what it is held against can be", () => {
  const { paths } = buildOpenapiDocument("1.2.3") as {
    paths: Record<
      string,
      Record<string, { operationId: string; parameters: { name: string }[]; requestBody?: object }>
    >;
  };
  const unbounded = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ operationId, parameters, requestBody }) => [
      ...parameters.flatMap((each) => (isUnbounded(each) ? [`${operationId} ${each.name}`] : [])),
      ...(isUnbounded(requestBody) ? [`${operationId} requestBody`] : []),
    ]);
  expect(unbounded).toEqual(larger.map((each) => each.split(":")[0]));
});

/** Whether a whole number in it has no largest value of its own. */
function isUnbounded(schema: object | undefined): boolean {
  const text = JSON.stringify(schema ?? {});
  return [...text.matchAll(/\{[^{}]*"type":"integer"[^{}]*\}/g)].some(
    ([part]) => !/"maximum":/.test(part) || part.includes(`"maximum":${Number.MAX_SAFE_INTEGER}`),
  );
}
