import { expect, test } from "vitest";
import type { CheckView } from "@/lib/contracts/checks";
import { mergeChecks } from "./merge-checks";

const check = (id: number, address: string, state: CheckView["state"] = "waiting"): CheckView => ({
  id,
  input: { kind: "host", name: address, address, port: 22, user: "deploy", privateKey: "/k", hostKeys: [] },
  state,
  finding: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  endedAt: null,
});

test("the newest answer of each target is kept, and a late one of an older check changes nothing", () => {
  const known = [check(1, "a"), check(2, "b")];
  expect(mergeChecks(known, [check(3, "a")]).map(({ id }) => id)).toEqual([3, 2]);
  expect(mergeChecks([check(3, "a")], [check(1, "a", "failed")])).toEqual([check(3, "a")]);
  expect(mergeChecks(known, [check(2, "b", "passed")])[1]?.state).toBe("passed");
});
