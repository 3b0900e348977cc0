import { describe, expect, test } from "vitest";
import { z } from "zod";
import { apiRoutes } from "./api";
import { fullSha, reason } from "./api-route";
import { describeRequest } from "./describe-request";

function told(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return error ? describeRequest(schema, value, error, "body") : [];
}

describe("a request that cannot be used is answered in plain sentences", () => {
  const freeze = apiRoutes.freezeProject.body;
  const mode = apiRoutes.setMode.body;
  const cases: [name: string, schema: z.ZodType, value: unknown, sentences: string[]][] = [
    ["nothing is wrong", freeze, { reason: "the launch" }, []],
    ["too short a reason", freeze, { reason: "abc" }, ["Give a reason of at least 5 letters."]],
    ["a missing one", freeze, {}, ["The reason is missing; add it."]],
    [
      "a number that is too small",
      freeze,
      { reason: "the launch", seconds: 1 },
      ["The length in seconds must be at least 60."],
    ],
    [
      "no number",
      freeze,
      { reason: "the launch", seconds: "1h" },
      ['The length in seconds must be a number, not "1h".'],
    ],
    [
      "a word that is none of those known",
      mode,
      { reason: "the launch", mode: "suggests" },
      [
        'As the mode, write `suggest`, `confirm`, `supervised` or `unattended` instead of "suggests"; did you mean `suggest`?',
      ],
    ],
    [
      "an unknown field",
      freeze,
      { reason: "the launch", second: 60 },
      ["`second` is not a key that exists here; did you mean `seconds`?"],
    ],
    [
      "one of a list",
      z.strictObject({ markBad: z.array(fullSha) }),
      { markBad: ["a".repeat(40), "b"] },
      ['As the commit to mark as bad (number 2), write the full sha: 40 or 64 hex digits, not "b".'],
    ],
    [
      "no time",
      apiRoutes.findSuspects.query,
      { since: "14:33:45" },
      ['As the beginning, write a time such as 2026-11-23T03:12Z, or seconds since 1970, not "14:33:45".'],
    ],
    [
      "too long a list",
      z.object({ shas: z.array(z.string()).max(1) }),
      { shas: ["a", "b"] },
      ["The shas must be at most 1 entries long."],
    ],
    [
      "no object at all",
      z.strictObject({ reason }),
      [],
      ["The body must be a block of `key: value` lines, not a list."],
    ],
    [
      "two mistakes",
      mode,
      { reason: 5 },
      ["The mode is missing; add it.", 'The reason must be a text: put it in quotes, "5".'],
    ],
  ];
  test.each(cases)("%s", (_name, schema, value, sentences) => {
    expect(told(schema, value)).toEqual(sentences);
  });
});
