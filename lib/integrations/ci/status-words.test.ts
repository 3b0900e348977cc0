import { expect, test } from "vitest";
import { senders } from "./senders";

const sha = "a".repeat(40);
const project = { trunk: "main", repositoryUrl: "" };
const ask = (kind: keyof typeof senders, payload: unknown, headers = {}) =>
  senders[kind].interpret({ headers, body: Buffer.from(JSON.stringify(payload)) }, project);

test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("the word %s gives no verdict", (word) => {
  const run = { head_sha: sha, name: "unit", status: "completed", conclusion: word };
  const scm = { commit: sha };
  const told = [
    ask("github", { check_run: run }, { "x-github-event": "check_run" }),
    ask("jenkins", { name: "unit", build: { number: 1, phase: "COMPLETED", status: word, scm } }),
    ask("circleci", {
      type: "workflow-completed",
      workflow: { id: "1", name: "unit", status: word },
      pipeline: { vcs: { revision: sha } },
    }),
    ask("phorge", { buildTargetPHID: "PHID-HMBT-1", type: word }),
    ask("gitlab", { object_kind: "pipeline", object_attributes: { sha, status: word } }),
    ask("buildkite", {
      event: "build.finished",
      build: { id: "1", number: 1, state: word, commit: sha },
      pipeline: { slug: "unit" },
    }),
  ];
  expect(told.flat()).toEqual(told.map(() => expect.objectContaining({ fact: "test", status: "unknown" })));
});

test("the id of a run holds no character that cannot be stored", () => {
  const [fact] = ask("generic", {
    sha,
    context: "unit",
    status: "passed",
    externalId: "4\u0000\ud800",
    url: "https://ci.example.com/\u0000",
  });
  expect(fact).toMatchObject({ externalId: "4\ufffd\ufffd" });
  expect(JSON.stringify(fact)).not.toContain("\\u0000");
});
