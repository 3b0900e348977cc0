"use client";

import { useState } from "react";
import { announce } from "@/components/shell/announcer";

/** Copies `text`; says politely that it did. `label` names what is copied, e.g. "sha 9f3c2a1". */
export function CopyButton({ text, label, children }: { text: string; label: string; children?: React.ReactNode }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    announce(`Copied ${label}.`);
    setCopied(true);
    setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={children ? undefined : `Copy ${label}`}
      title={`Copy ${label}`}
      className="inline-flex min-h-6 min-w-6 items-center justify-center gap-1 rounded-control px-1 text-ink-3 hover:bg-sunken hover:text-ink pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <svg
        width="14"
        height="14"
        viewBox="0 0 16 16"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      >
        {copied ? <path d="M2.5 8.5 6.5 12.5 13.5 4" /> : <path d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z" />}
      </svg>
      {children}
    </button>
  );
}
