import { expect, test } from "vitest";
import { rolloutsAddress } from "./history-address";
import { readHistoryFilter } from "./history-filter";

test("the address keeps the filter, and what it cannot mean is passed over", () => {
  const read = (query: string) => readHistoryFilter(new URLSearchParams(query));
  expect(read("status=failed&q=%20ana%20&before=42")).toEqual({ status: "failed", text: "ana", before: 42 });
  expect(read("status=toString&q=&before=-1")).toEqual({ status: null, text: null, before: null });
});

test("a download asks for what the page shows", () => {
  const filter = { status: "failed", text: "#4 & more", before: null } as const;
  expect(rolloutsAddress("web", filter, { limit: 5000, format: "csv" })).toBe(
    "/api/v1/rollouts?project=web&status=failed&q=%234+%26+more&limit=5000&format=csv",
  );
});

test("what no database can look for is looked for as the sign it is shown as", () => {
  expect(readHistoryFilter(new URLSearchParams("q=a%00b")).text).toBe("a\ufffdb");
});
