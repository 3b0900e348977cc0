"use client";

import type { ReactNode } from "react";
import { FullScreenButton } from "@/components/log/full-screen-button";
import { Button, buttonClass } from "@/components/ui/button";

interface LogToolbarProps {
  /** Address of the plain text. */
  rawAddress: string;
  downloadName: string;
  /** Lines that tell of an error. */
  errors: number;
  onNextError: () => void;
  wraps: boolean;
  onWrap: () => void;
  following: boolean;
  onFollow: () => void;
  /** Search and filters. */
  children: ReactNode;
}

/** What a reader can do with the log. */
export function LogToolbar(props: LogToolbarProps) {
  const { rawAddress, downloadName, errors, onNextError, wraps, onWrap, following, onFollow, children } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-t-card border border-b-0 border-hairline bg-surface p-2">
      {children}
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Button aria-keyshortcuts="e" aria-disabled={errors === 0} onClick={onNextError}>
          {errors === 0 ? "No error" : `Next of ${errors.toLocaleString("en-US")} ${errors === 1 ? "error" : "errors"}`}
        </Button>
        <Button look={wraps ? "primary" : "plain"} aria-pressed={wraps} onClick={onWrap}>
          Wrap
        </Button>
        <a href={rawAddress} className={buttonClass("quiet")} target="_blank" rel="noreferrer">
          Raw
        </a>
        <a href={rawAddress} download={downloadName} className={buttonClass("quiet")}>
          Download
        </a>
        <FullScreenButton />
        <Button
          look={following ? "primary" : "plain"}
          aria-pressed={following}
          aria-keyshortcuts="f"
          onClick={onFollow}
        >
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <path d="M1 2.500h8L5 9z" fill="currentColor" />
          </svg>
          Follow
        </Button>
      </div>
    </div>
  );
}
