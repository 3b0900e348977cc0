import { isBeforeFirstRollout } from "@/components/now/is-before-first-rollout";
import type { StatusCode } from "@/components/ui/status";
import type { NowView } from "@/lib/contracts/views";

export interface FirstStep {
  name: string;
  status: { code: StatusCode; word: string };
  /** What was found, as a sentence. */
  text: string;
  /** Where a person goes on; null = there is nothing to do. */
  door: { word: string; href: string } | null;
}

/** What a project needs before its first rollout, in order; null once there was one. */
export function listFirstSteps(view: NowView): FirstStep[] | null {
  if (!isBeforeFirstRollout(view)) return null;
  return [lookAtRepository(view), lookAtTests(view), lookAtHosts(view), lookAtStart(view)];
}

const done = { code: "ok", word: "Done" } as const;
const failed = { code: "fail", word: "Failed" } as const;
const waiting = { code: "wait", word: "Waiting" } as const;
const unknown = { code: "unknown", word: "No data" } as const;
const needsYou = { code: "hold", word: "Needs you" } as const;

function lookAtRepository({ fetch, trunk, project }: NowView): FirstStep {
  const name = "Repository";
  const door = { word: "Project file", href: `/p/${project}/settings/project` };
  if (fetch.error !== null) return { name, status: failed, text: fetch.error, door };
  if (fetch.at === null) return { name, status: waiting, text: "A worker reads it in a moment.", door: null };
  return { name, status: done, text: `Commits of ${trunk} are read as they land.`, door: null };
}

function lookAtTests({ queue, queueTotal, project }: NowView): FirstStep {
  const name = "Tests";
  const sources = { word: "Sources", href: `/p/${project}/settings/sources` };
  if (queue.some(({ testStatus }) => testStatus === "passed")) {
    return { name, status: done, text: "Results come in, and a commit has passed.", door: null };
  }
  if (queue.some(({ testRuns }) => testRuns.length > 0)) {
    return { name, status: waiting, text: "Results come in; no commit has passed yet.", door: null };
  }
  if (queueTotal === 0) return { name, status: waiting, text: "No commit has landed yet.", door: sources };
  const text = "No result has come for any commit. Connect what runs your tests, or let Sauron run them.";
  return { name, status: needsYou, text, door: sources };
}

function lookAtHosts({ next, project }: NowView): FirstStep {
  const name = "Hosts";
  const door = { word: "Check the hosts", href: `/p/${project}/settings/hosts` };
  const gate = next.gates.find((each) => each.gate === "hosts-reachable");
  if (!gate) return { name, status: waiting, text: "Nobody has asked them yet.", door };
  return {
    name,
    status: gate.isUnsure ? unknown : gate.open ? { ...done, word: "Open" } : failed,
    text: `${gate.text}.`,
    door: gate.open && !gate.isUnsure ? null : door,
  };
}

function lookAtStart({ next, automation }: NowView): FirstStep {
  const name = "First rollout";
  if (next.nextCommit === null) {
    return { name, status: waiting, text: "It can begin once a commit has passed its tests.", door: null };
  }
  const text = automation.mode === "suggest" ? "Start it under Next." : "It is what Next tells of.";
  return { name, status: automation.mode === "suggest" ? needsYou : waiting, text, door: null };
}
