import { expect, test } from "vitest";
import { needsPerson, sortProjects } from "@/components/shell/sort-projects";
import type { ProjectSummary, RolloutSummary } from "@/lib/contracts/views";

const project = (slug: string, halted: boolean, state: RolloutSummary["state"] | null): ProjectSummary => ({
  slug,
  repositoryUrl: "",
  trunk: "main",
  mode: "unattended",
  halted,
  frozen: false,
  doing: state ? ({ state } as RolloutSummary) : null,
  queueTotal: 0,
  oldestWaitSince: null,
  goalSeconds: 1800,
  lastDone: null,
});

test("what needs a person comes first, then what moves, then the rest by name", () => {
  const projects = [
    project("c-idle", false, null),
    project("b-moving", false, "deploying"),
    project("a-idle", false, null),
    project("z-halted", true, null),
    project("y-held", false, "held"),
  ];
  expect(sortProjects(projects).map((each) => each.slug)).toEqual([
    "y-held",
    "z-halted",
    "b-moving",
    "a-idle",
    "c-idle",
  ]);
});

test("a frozen project comes before an idle one, and a question is somebody's to answer", () => {
  const frozen = { ...project("z-frozen", false, null), frozen: true };
  expect(sortProjects([project("a-idle", false, null), frozen]).map((each) => each.slug)).toEqual([
    "z-frozen",
    "a-idle",
  ]);
  const asking = project("web", false, "pending");
  expect(needsPerson(asking)).toBe(false);
  expect(needsPerson({ ...asking, doing: { question: { code: "start" } } as RolloutSummary })).toBe(true);
});
