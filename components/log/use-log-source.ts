"use client";

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useLiveStatus } from "@/components/live/live-provider";
import type { LineFilter } from "@/components/log/line-filter";
import { type LogSnapshot, LogSource } from "@/components/log/log-source";
import { allRows, type RowModel, shownRows } from "@/components/log/row-model";
import type { LogLine } from "@/lib/contracts/views";

interface FollowedLog {
  address: string;
  total: number;
  end?: readonly LogLine[];
  isOver: boolean;
}

/** A log, loaded and followed while the component lives. */
export function useLogSource(log: FollowedLog): { source: LogSource; snapshot: LogSnapshot } {
  const { address, total, end, isOver } = log;
  const [source] = useState(() => new LogSource(address, total, end));
  const { paused } = useLiveStatus();
  useEffect(() => {
    void source.start();
    return () => source.stop();
  }, [source]);
  useEffect(() => source.hold(paused), [source, paused]);
  useEffect(() => {
    if (isOver) source.finish();
  }, [source, isOver]);
  const snapshot = useSyncExternalStore(source.subscribe, source.snapshot, source.snapshot);
  return { source, snapshot };
}

/** The rows that are shown: all, or those that pass a filter. */
export function useRowModel(source: LogSource, snapshot: LogSnapshot, shows: LineFilter | null): RowModel {
  return useMemo(
    () => (shows === null ? allRows(snapshot.total) : shownRows(source.lines, shows)),
    [source, snapshot, shows],
  );
}
