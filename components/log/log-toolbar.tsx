"use client";

import { type ReactNode, useState } from "react";
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
  search: ReactNode;
  /** What narrows the log, and how its lines look. */
  children: ReactNode;
}

const rarer = "rarer-log-controls";

/** What a reader can do with the log. On a phone the lines come first: what is rarely wanted is behind a button there. */
export function LogToolbar(props: LogToolbarProps) {
  const { rawAddress, downloadName, errors, onNextError, wraps, onWrap, following, onFollow } = props;
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? "contents" : "hidden sm:contents";
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-t-card border border-b-0 border-hairline bg-surface p-2">
      {props.search}
      <div id={rarer} className={shown}>
        {props.children}
      </div>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Button aria-keyshortcuts="e" aria-disabled={errors === 0} onClick={onNextError}>
          {errors === 0 ? "No error" : `Next of ${errors.toLocaleString("en-US")} ${errors === 1 ? "error" : "errors"}`}
        </Button>
        <Button look={wraps ? "primary" : "plain"} aria-pressed={wraps} onClick={onWrap}>
          Wrap
        </Button>
        <span className={shown}>
          <a href={rawAddress} className={buttonClass("quiet")} target="_blank" rel="noreferrer">
            Raw
          </a>
          <a href={rawAddress} download={downloadName} className={buttonClass("quiet")}>
            Download
          </a>
          <FullScreenButton />
        </span>
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
        <Button className="sm:hidden" aria-expanded={isOpen} aria-controls={rarer} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "Less" : "More"}
        </Button>
      </div>
    </div>
  );
}
