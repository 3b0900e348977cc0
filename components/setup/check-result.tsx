"use client";

import { useNow } from "@/components/live/clock";
import { Sentence } from "@/components/ui/sentence";
import type { Status } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import type { CheckView } from "@/lib/contracts/checks";

const statuses = {
  waiting: { code: "run", word: "Checking" },
  passed: { code: "ok", word: "Reached" },
  unconfirmed: { code: "hold", word: "Needs you" },
  failed: { code: "fail", word: "Failed" },
} as const satisfies Record<CheckView["state"], Status>;

/** After so long without an answer it is likely that no worker is there to give one, ms. */
const patience = 20_000;

/** What a worker found, and what to do about it. */
export function CheckResult({ check }: { check: CheckView }) {
  const now = useNow();
  const { state, finding } = check;
  const isLate = state === "waiting" && now - Date.parse(check.createdAt) > patience;
  return (
    <div className="flex flex-col gap-0.5">
      <StatusText status={statuses[state]} />
      {finding ? (
        <span className="break-words">
          <Sentence text={finding.text} />
        </span>
      ) : (
        <span className="text-ink-2">A worker looks…</span>
      )}
      {isLate && (
        <span className="text-warn">
          <Sentence text="No worker has answered yet. If none runs, start one with `sauron worker`." />
        </span>
      )}
      {finding && "help" in finding && (
        <span className="text-ink-2">
          <Sentence text={finding.help} />
        </span>
      )}
    </div>
  );
}
