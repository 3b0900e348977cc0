"use client";

import type { CommitDetail } from "@/components/commit/use-commit-detail";
import { Glyph } from "@/components/ui/glyph";
import type { StatusCode } from "@/components/ui/status";
import { ExpectedTime, Time } from "@/components/ui/time";

type Step = CommitDetail["journey"][number];

const names = {
  landed: "Landed",
  tested: "Tested",
  waiting: "Waiting",
  rollout: "Rollout",
  canary: "Canary",
  hosts: "Hosts",
  live: "Live",
} as const satisfies Record<Step["step"], string>;

const looks = {
  done: { code: "ok", word: "done" },
  now: { code: "run", word: "now" },
  ahead: { code: "wait", word: "ahead" },
  stopped: { code: "fail", word: "stopped" },
} as const satisfies Record<Step["state"], { code: StatusCode; word: string }>;

/** The stations of a commit on its way to the fleet: what is known of each, and when. */
export function JourneyList({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="flex flex-col gap-2">
      {steps.map((step) => (
        <li
          key={step.step}
          data-state={step.state}
          aria-current={step.state === "now" ? "step" : undefined}
          className="grid items-center gap-x-4 gap-y-0.5 sm:grid-cols-[8em_minmax(0,1fr)_16em]"
        >
          <span className={`flex items-center gap-2 font-semibold ${step.state === "ahead" ? "text-ink-2" : ""}`}>
            <Glyph code={looks[step.state].code} />
            {names[step.step]}
            <span className="sr-only">, {looks[step.state].word}:</span>
          </span>
          <span className={`min-w-0 break-words max-sm:pl-6 ${step.state === "now" ? "font-semibold" : ""}`}>
            {step.text}
          </span>
          <span className="text-meta text-ink-2 max-sm:pl-6">
            {step.at ? <Time at={step.at} /> : step.expectedAt ? <ExpectedTime at={step.expectedAt} /> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
