"use client";

import { type ReactNode, useState } from "react";
import { announce } from "@/components/shell/announcer";

interface CopyButtonProps {
  text: string | (() => string);
  /** Names what is copied, e.g. "sha 9f3c2a1". */
  label: string;
  children?: ReactNode;
}

/** Copies `text`; says politely that it did. */
export function CopyButton({ text, label, children }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(typeof text === "string" ? text : text());
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
