import { percentDone, progressStatus } from "@/components/rollout/rollout-progress";
import { type StatusCode, testStatus } from "@/components/ui/status";
import type { NowView, RolloutSummary, TestRunView } from "@/lib/contracts/views";

/** Six shapes that can be told apart at 16 px without colour. */
export type TabShape = "ring" | "half" | "check" | "cross" | "diamond" | "dashed";

/** What the browser's tab shows of a page. */
export interface TabFace {
  title: string;
  shape: TabShape;
}

const shapes = {
  fail: "cross",
  hold: "diamond",
  frozen: "diamond",
  warn: "half",
  stop: "ring",
  unknown: "dashed",
  run: "half",
  wait: "ring",
  ok: "check",
  skip: "ring",
} as const satisfies Record<StatusCode, TabShape>;

const colors = {
  ring: "#7a8699",
  half: "#3b82f6",
  check: "#2a9d78",
  cross: "#d13b30",
  diamond: "#a346c4",
  dashed: "#7a8699",
} as const satisfies Record<TabShape, string>;

const drawings = {
  ring: '<circle cx="8" cy="8" r="5.5" fill="none" stroke="C" stroke-width="2.5"/>',
  half: '<circle cx="8" cy="8" r="6" fill="none" stroke="C" stroke-width="2"/><path d="M8 2a6 6 0 0 1 0 12z" fill="C"/>',
  check: '<path d="M2 8.5 6.5 13 14 3.5" fill="none" stroke="C" stroke-width="3.2"/>',
  cross: '<path d="M2.5 2.5l11 11m0-11l-11 11" fill="none" stroke="C" stroke-width="3.4"/>',
  diamond: '<path d="M8 .5 15.5 8 8 15.5.5 8z" fill="C"/>',
  dashed: '<circle cx="8" cy="8" r="5.8" fill="none" stroke="C" stroke-width="2.4" stroke-dasharray="3 3"/>',
} as const satisfies Record<TabShape, string>;

/** The shape as a picture address, so that the tab needs no request to change it. */
export function faviconAddress(shape: TabShape): string {
  const drawing = drawings[shape].replaceAll("C", colors[shape]);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${drawing}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Halted first, then what is being rolled out, then what waits for a person, then rest. */
export function nowTabFace(view: NowView): TabFace {
  if (view.automation.halted) return { title: `✕ Halted ${view.project}`, shape: "cross" };
  if (view.doing) return rolloutTabFace(view.doing);
  if (view.backlogOffer)
    return { title: `◆ Approve ${view.backlogOffer.commitCount} ${view.project}`, shape: "diamond" };
  if (view.next.needsHuman) return { title: `◆ Needs you ${view.project}`, shape: "diamond" };
  return view.live ? { title: `✓ ${view.project}`, shape: "check" } : { title: view.project, shape: "ring" };
}

/** "62% #1842 web" while it runs, its sign and number afterwards. */
export function rolloutTabFace(rollout: RolloutSummary): TabFace {
  const name = `#${rollout.number} ${rollout.project}`;
  const { code, word } = progressStatus(rollout);
  const shape = shapes[code];
  if (rollout.question && !rollout.abort) return { title: `◆ Approve ${name}`, shape: "diamond" };
  if (code === "run") return { title: `${percentDone(rollout.hosts)}% ${name}`, shape };
  if (code === "hold") return { title: `◆ Needs you ${name}`, shape };
  if (code === "ok") return { title: `✓ ${name}`, shape };
  if (code === "unknown") return { title: `? ${word} ${name}`, shape };
  return { title: `${code === "fail" ? "✕" : "■"} ${word} ${name}`, shape };
}

/** "✕ Failed unit web" */
export function testTabFace(run: Pick<TestRunView, "status" | "context">, project: string): TabFace {
  const { code, word } = testStatus(run.status);
  const sign = { fail: "✕ ", ok: "✓ " }[code as string] ?? "";
  return { title: `${sign}${word} ${run.context} ${project}`, shape: shapes[code] };
}
