import { expect, test } from "vitest";
import { readCounters, subtractCounters } from "./read-counters";

const names = { requests: "http_requests_total", codeLabel: "code" };

const page = `# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{handler="/a}\\"b",code="200"} 1027 1395066363000
http_requests_total{handler="/",code="200"} 3
http_requests_total{code="503",handler="/"} 2e1
http_requests_total_created{code="200"} 1.5
`;

test("the samples of one counter are added up by code", () => {
  expect(readCounters(page, names)).toEqual({ 200: 1030, 503: 20 });
});

test.each([
  ["no such counter", "other_total 1\n"],
  ["no code", 'http_requests_total{handler="/"} 1\n'],
  ["no whole number", 'http_requests_total{code="200"} 1.5\n'],
  ["no page", "<html>"],
])("%s is nothing known", (_name, text) => {
  expect(readCounters(text, names)).toBeNull();
});

test("what grew was counted in between; after a restart all of it was", () => {
  expect(subtractCounters({ 200: 15, 503: 2 }, { 200: 10 })).toEqual({ 200: 5, 503: 2 });
  expect(subtractCounters({ 200: 10 }, { 200: 10 })).toEqual({});
  expect(subtractCounters({ 200: 3, 503: 7 }, { 200: 10, 503: 1 })).toEqual({ 200: 3, 503: 7 });
  expect(subtractCounters({ 200: 3 }, { 200: 1, 503: 1 })).toEqual({ 200: 3 });
});
