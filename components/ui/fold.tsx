"use client";

import type { ReactNode } from "react";

interface FoldProps {
  title: string;
  /** Read after the title, to tell one from others. */
  hint?: string;
  onToggle?: (isOpen: boolean) => void;
  children: ReactNode;
}

/** Something that is shown on demand. */
export function Fold({ title, hint = "", onToggle, children }: FoldProps) {
  return (
    <details className="group" onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary className="inline-flex min-h-8 items-center gap-1.5 rounded-control px-1 text-run select-none pointer-coarse:min-h-11">
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" className="group-open:rotate-90">
          <path d="M3 1l5 4-5 4z" fill="currentColor" />
        </svg>
        {title}
        {hint && <span className="sr-only"> {hint}</span>}
      </summary>
      {children}
    </details>
  );
}
