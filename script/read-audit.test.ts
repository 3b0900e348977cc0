import { expect, test } from "vitest";
import { readAudit } from "./read-audit";

test("what the registry knows is listed by package", () => {
  const vulnerabilities = {
    a: { severity: "high", via: [{ title: "Runs what it is sent", url: "https://example.org" }] },
    b: { severity: "high", via: ["a"] },
  };
  expect(readAudit(JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} }))).toEqual([
    { name: "a", severity: "high", title: "Runs what it is sent" },
    { name: "b", severity: "high", title: "by way of a" },
  ]);
  expect(readAudit('{"auditReportVersion":2,"vulnerabilities":{}}')).toEqual([]);
});

test.each(["", "npm error", '{"message":"405 Method Not Allowed","statusCode":405}', '{"error":{"code":"ENOTFOUND"}}'])(
  "an answer that is none says nothing: %s",
  (output) => {
    expect(readAudit(output)).toBeNull();
  },
);
