import { expect, test } from "vitest";
import { inputOf } from "../selection/queue-fixture";
import { selectCommits } from "../selection/select-commits";
import { findStaleness, type PresentChoice } from "./find-staleness";

const selection = selectCommits(inputOf("p"));
const toRevision = selection.action === "deploy" ? selection.sha : "";
const proposal = { fromRevision: "live", toRevision, commitCount: 1, policyRevision: 4 };
const present: PresentChoice = { mode: "confirm", liveRevision: "live", policyRevision: 4, selection };

test("a proposal stands as long as the same would be proposed", () => {
  expect(findStaleness(proposal, present)).toBeNull();
});

test.each<[string, Partial<PresentChoice>, RegExp]>([
  ["another mode", { mode: "unattended" }, /in mode unattended now/],
  ["another deployed revision", { liveRevision: "other" }, /deployed revision has changed/],
  ["another project file", { policyRevision: 5 }, /project file has changed/],
  ["nothing to deploy", { selection: { action: "idle" } }, /no commit would be deployed/],
  [
    "other commits",
    { selection: { ...selection, sha: "abcdef0123", count: 2 } as never },
    /now 2 commits up to abcdef0\./,
  ],
  ["the same target with more commits", { selection: { ...selection, count: 2 } as never }, /now 2 commits/],
])("it expires with %s", (_name, changes, reason) => {
  expect(findStaleness(proposal, { ...present, ...changes })).toMatch(reason);
});
