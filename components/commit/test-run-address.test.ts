import { expect, test } from "vitest";
import { testRunAddress } from "@/components/commit/test-run-address";

const place = { project: "web", sha: "a".repeat(40) };

test("a run of the built-in runner has a page here, others where their sender says", () => {
  expect(testRunAddress({ id: 7, hasLog: true, url: null }, place)).toEqual({
    address: `/p/web/commits/${place.sha}/tests/7`,
    isOurs: true,
  });
  expect(testRunAddress({ id: 7, hasLog: false, url: "https://ci.example/7" }, place)).toEqual({
    address: "https://ci.example/7",
    isOurs: false,
  });
});

test("an address that is no web page is no link", () => {
  expect(testRunAddress({ id: 7, hasLog: false, url: "javascript:alert(1)" }, place)).toBeNull();
  expect(testRunAddress({ id: 7, hasLog: false, url: null }, place)).toBeNull();
});
