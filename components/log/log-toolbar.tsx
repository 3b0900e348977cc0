"use client";

import type { KeyboardEvent, RefObject } from "react";
import { type LineTime, lineTimes } from "@/components/log/format-line-time";
import { Button, buttonClass } from "@/components/ui/button";
import { SegmentedChoice } from "@/components/ui/segmented-choice";

interface LogToolbarProps {
  search: RefObject<HTMLInputElement | null>;
  query: string;
  onQuery: (query: string) => void;
  /** Which hit is shown (1-based, 0 = none yet) of how many. */
  hit: number;
  hits: number;
  onStep: (direction: 1 | -1) => void;
  hosts: string[];
  host: string | null;
  onHost: (host: string | null) => void;
  time: LineTime;
  onTime: (time: LineTime) => void;
  following: boolean;
  onFollow: () => void;
  /** Address of the plain text. */
  rawAddress: string;
  downloadName: string;
}

const control = "min-h-8 rounded-control border border-edge bg-surface px-2 pointer-coarse:min-h-11";

/** What a reader can do with the log. */
export function LogToolbar(props: LogToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-t-card border border-b-0 border-hairline bg-surface p-2">
      <SearchField {...props} />
      <label className="flex items-center gap-2 text-meta">
        <span className="text-ink-2">Host</span>
        <select
          value={props.host ?? ""}
          onChange={(event) => props.onHost(event.target.value || null)}
          className={`${control} max-w-44`}
        >
          <option value="">all</option>
          {props.hosts.map((host) => (
            <option key={host}>{host}</option>
          ))}
        </select>
      </label>
      <SegmentedChoice
        label="Timestamps"
        value={props.time}
        options={lineTimes.map((value) => ({
          value,
          word: value === "off" ? "No time" : value === "clock" ? "Clock" : "Elapsed",
        }))}
        onChoose={props.onTime}
      />
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <a href={props.rawAddress} className={buttonClass("quiet")} target="_blank" rel="noreferrer">
          Raw
        </a>
        <a href={props.rawAddress} download={props.downloadName} className={buttonClass("quiet")}>
          Download
        </a>
        <Button
          look={props.following ? "primary" : "plain"}
          aria-pressed={props.following}
          aria-keyshortcuts="f"
          onClick={props.onFollow}
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

function SearchField({ search, query, onQuery, hit, hits, onStep }: LogToolbarProps) {
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") onQuery("");
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: `search` is not yet known to every supported browser.
    <div role="search" className="flex flex-wrap items-center gap-1">
      <input
        ref={search}
        type="search"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={press}
        aria-label="Search in the log"
        aria-keyshortcuts="/"
        placeholder="Search  /"
        className={`${control} w-44 placeholder:text-ink-3`}
      />
      {query !== "" && (
        <>
          <span role="status" className="px-1 text-meta text-ink-2">
            {hits === 0 ? "None in loaded lines" : `${hit} of ${hits.toLocaleString("en-US")} in loaded lines`}
          </span>
          <Button aria-label="Previous match" onClick={() => onStep(-1)} className="px-2">
            ▲
          </Button>
          <Button aria-label="Next match" onClick={() => onStep(1)} className="px-2">
            ▼
          </Button>
        </>
      )}
    </div>
  );
}
