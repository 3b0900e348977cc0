"use client";

import { type ReactNode, useState } from "react";
import { copyText } from "@/components/ui/copy-text";

interface CopyButtonProps {
  text: string | (() => string);
  /** Names what is copied, e.g. "sha 9f3c2a1". */
  label: string;
  children?: ReactNode;
}

/** What is drawn on it: two sheets, then for a moment whether they were copied. */
const signs = {
  idle: "M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z",
  done: "M2.5 8.5 6.5 12.5 13.5 4",
  failed: "M3.5 3.5l9 9m0-9-9 9",
};

/** Copies `text`, and says whether it did. */
export function CopyButton({ text, label, children }: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof signs>("idle");
  const copy = async () => {
    const isCopied = await copyText(typeof text === "string" ? text : text(), label);
    setState(isCopied ? "done" : "failed");
    setTimeout(() => setState("idle"), 1500);
  };
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={children ? undefined : `Copy ${label}`}
      title={state === "failed" ? `Could not copy ${label}` : `Copy ${label}`}
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
        <path d={signs[state]} />
      </svg>
      {children}
    </button>
  );
}
