import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import type { Random } from "../seeded-random";
import { drawBody } from "./draw-body";
import { draw, drawText } from "./draw-text";

/** Values that mean something in the installation that is asked, so that requests get past the first look. */
export type KnownValues = { [field: string]: readonly string[] };

/** Bytes of one request as they go over the wire, and what is said of it when something comes of it. */
export type FuzzedRequest = { bytes: Buffer; summary: string; isOfPage: boolean };

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "get", "PROPFIND"];

/** Addresses beside the API and the pages. */
const beside = [
  "/p",
  "/settings/audit",
  "/api",
  "/api/v1",
  "/api/hooks/x",
  "/api/hooks/",
  "/_next/static/x",
  "/favicon.ico",
];

/** Pages of the console, as the folders of `app` name them. */
const pages = readdirSync(new URL("../../../app/", import.meta.url), { recursive: true, encoding: "utf8" })
  .filter((file) => basename(file) === "page.tsx")
  .map((file) => `/${file.split(/[/\\]/).slice(0, -1).join("/")}`.replaceAll(/\[(\w+)\]/g, "{$1}"))
  .toSorted();

/** What some of them read of their query. */
const pageQuery = ["tab", "before", "after", "state", "text", "status", "revision", "q", "host", "commit", "at"];

/**
 * One request, chosen by `random` alone: mostly one that some route could take, with something odd about it.
 * @param bearer with what it is sent when it brings neither a token nor a cookie; null = it comes from nobody
 */
export function makeRequest(random: Random, known: KnownValues, bearer: string | null): FuzzedRequest {
  const route = draw(random, allRoutes);
  const chance = random();
  const isOfPage = chance < 0.15;
  const usual = isOfPage ? "GET" : route.method;
  const method = random() < 0.85 ? usual : draw(random, methods);
  const target = isOfPage
    ? drawPage(random, known)
    : chance < 0.95
      ? drawTarget(random, route, known)
      : draw(random, beside) + drawText(random);
  const body = method === "GET" && random() < 0.9 ? Buffer.alloc(0) : drawBody(random, route, known);
  const headers = drawHeaders(random, body, known);
  const head = [`${method} ${toTarget(target)} HTTP/1.1`, ...withBearer(headers, bearer), "connection: close", "", ""];
  return {
    bytes: Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), body]),
    summary: `${head.slice(0, -3).join(" | ").slice(0, 400)} | ${body.toString("latin1").slice(0, 300)}`,
    isOfPage,
  };
}

function withBearer(headers: string[], bearer: string | null): string[] {
  const isSigned = headers.some((line) => /^(authorization|cookie):/.test(line));
  return isSigned || bearer === null ? headers : [...headers, `authorization: Bearer ${bearer}`];
}

const hook = {
  method: "POST",
  path: "/../hooks/{key}",
  summary: "",
  status: 202,
  reply: null,
  permission: null,
} as const;
const allRoutes: readonly ApiRoute[] = [...Object.values<ApiRoute>(apiRoutes), hook];

function drawPage(random: Random, known: KnownValues): string {
  const path = draw(random, pages).replace(/\{(\w+)\}/g, (_, name: string) => drawValue(random, name, known));
  return withQuery(
    random,
    path,
    pageQuery.filter(() => random() < 0.1),
    known,
  );
}

function drawTarget(random: Random, route: ApiRoute, known: KnownValues): string {
  const path = `/api/v1${route.path}`
    .replace("/v1/..", "")
    .replace(/\{(\w+)\}/g, (_, name: string) => drawValue(random, name, known));
  const names = Object.keys(route.query?.shape ?? {}).filter(() => random() < 0.5);
  if (random() < 0.1) names.push(drawText(random), "project", "__proto__");
  return withQuery(random, path, names, known);
}

function withQuery(random: Random, path: string, names: string[], known: KnownValues): string {
  const query = names.map((name) => `${name}=${drawValue(random, name, known)}`).join("&");
  return query === "" ? path : `${path}?${query}`;
}

function drawValue(random: Random, name: string, known: KnownValues): string {
  const good = known[name];
  return good && random() < 0.6 ? draw(random, good) : encode(random, drawText(random));
}

/** Encoded once, twice, by halves or not at all. */
function encode(random: Random, text: string): string {
  const chance = random();
  if (chance < 0.5) return encodeURIComponent(text.toWellFormed());
  if (chance < 0.6) return encodeURIComponent(encodeURIComponent(text.toWellFormed()));
  if (chance < 0.7) return `${encodeURIComponent(text.toWellFormed())}%`;
  if (chance < 0.75) return "%ff%c0%af%00";
  return text;
}

/** What no line of a request may hold would only end the line. */
function toTarget(text: string): string {
  return text.replace(/[\r\n ]/g, "+").slice(0, 6000);
}

const types = [
  "application/json",
  "application/json; charset=utf-16",
  "text/plain",
  "multipart/form-data",
  "",
  "\u00e9",
];

function drawHeaders(random: Random, body: Buffer, known: KnownValues): string[] {
  const some = (chance: number, ...lines: string[]) => (random() < chance ? lines : []);
  const odd = () =>
    drawText(random)
      .replace(/[\r\n\0]/g, "")
      .slice(0, 3000);
  return [
    `host: ${random() < 0.97 ? "127.0.0.1" : odd()}`,
    ...(random() < 0.95 ? [`content-type: ${random() < 0.9 ? types[0] : draw(random, types)}`] : []),
    ...(body.length > 0 || random() < 0.5
      ? [`content-length: ${random() < 0.997 ? body.length : draw(random, lengths)}`]
      : []),
    ...some(0.05, `authorization: ${draw(random, ["Bearer ", "Basic ", ""])}${odd()}`),
    ...some(0.1, `authorization: Bearer ${draw(random, known.token ?? ["srn_x"])}`),
    ...some(0.3, `x-sauron-actor: ${encode(random, odd()).replace(/[\r\n\0]/g, "")}`),
    ...some(0.1, `accept: ${draw(random, ["text/event-stream", "*/*", odd()])}`),
    ...some(0.05, `last-event-id: ${odd()}`),
    ...some(0.05, `origin: ${draw(random, ["null", "https://evil.example", odd()])}`),
    ...some(0.05, `content-encoding: ${draw(random, ["gzip", "br", odd()])}`),
    ...some(0.05, `x-forwarded-for: ${odd()}`, `x-forwarded-host: ${odd()}`, `x-forwarded-proto: ${odd()}`),
    ...some(0.05, `cookie: ${odd()}`),
    ...some(0.02, `next-action: ${odd()}`),
    ...some(0.02, `range: bytes=0-${odd()}`),
  ];
}

const lengths = ["0", "1", "-1", "1e3", "999999999999"];
