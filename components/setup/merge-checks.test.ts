import { expect, test } from "vitest";
import type { CheckInput, CheckView } from "@/lib/contracts/checks";
import { findCheck, mergeChecks } from "./merge-checks";

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

test("an answer is shown only beside what was asked: not once another user, key, address or branch is written", () => {
  const host = check(1, "a", "passed");
  const repository: CheckInput = { kind: "repository", url: "https://git.example.org/web.git", trunk: "main" };
  const checks = [host, { ...host, id: 2, input: repository }];
  expect(findCheck(checks, { ...host.input, hostKeys: ["SHA256:x"] } as CheckInput)?.id).toBe(1);
  expect(findCheck(checks, repository)?.id).toBe(2);
  for (const changes of [{ user: "ana" }, { privateKey: "/other" }, { port: 2222 }]) {
    expect(findCheck(checks, { ...host.input, ...changes } as CheckInput)).toBeNull();
  }
  for (const changes of [{ url: "https://git.example.org/other.git" }, { trunk: "trunk" }]) {
    expect(findCheck(checks, { ...repository, ...changes })).toBeNull();
  }
});
