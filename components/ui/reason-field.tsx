"use client";

import { useId } from "react";

/** Shortest reason that is taken. */
export const shortestReason = 5;

/** Why a reason cannot be taken yet; null when it can. */
export function checkReason(reason: string): string | null {
  return reason.trim().length >= shortestReason ? null : `Give a reason of at least ${shortestReason} characters.`;
}

export function ReasonField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-semibold">
        Reason
      </label>
      <textarea
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={2}
        maxLength={500}
        required
        minLength={shortestReason}
        className="rounded-control border border-edge bg-surface p-2"
      />
    </div>
  );
}
