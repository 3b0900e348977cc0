"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { shortestReason } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";

/** Asks why, once the abort is under way: whoever reads of it later wants to know. May be left empty. */
export function AbortReason({ project, number }: { project: string; number: number }) {
  const id = useId();
  const [reason, setReason] = useState("");
  const text = reason.trim();
  const { state, run } = useAction(`/api/v1/rollouts/${number}/abort/reason?project=${project}`, { reason: text });
  if (state.phase === "done") return <p role="status">Your reason is kept with the rollout.</p>;
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.length >= shortestReason) run();
      }}
    >
      <label htmlFor={id} className="font-semibold">
        Why? <span className="font-normal text-ink-2">For whoever reads of it later; may be left empty.</span>
      </label>
      <span className="flex flex-wrap gap-2">
        <input
          id={id}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={500}
          className="min-h-8 min-w-0 flex-1 basis-48 rounded-control border border-edge bg-surface px-2 pointer-coarse:min-h-11"
        />
        <Button type="submit" aria-disabled={text.length < shortestReason || state.phase === "sending"}>
          {state.phase === "sending" ? "Keeping…" : "Keep the reason"}
        </Button>
      </span>
      {text !== "" && text.length < shortestReason && (
        <span className="text-meta text-ink-2">At least {shortestReason} characters.</span>
      )}
      {state.phase === "failed" && (
        <span role="alert" className="text-meta text-fail">
          {state.error.message}
        </span>
      )}
    </form>
  );
}
