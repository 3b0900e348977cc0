"use client";

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useLiveStatus } from "@/components/live/live-provider";
import { LogLines } from "@/components/log/log-lines";
import { type LogSnapshot, LogSource } from "@/components/log/log-source";
import { allRows, hostRows, type RowModel } from "@/components/log/row-model";

/** The log of a rollout, loaded and followed while the component lives. */
export function useLogSource(
  project: string,
  number: number,
  total: number,
): { source: LogSource; snapshot: LogSnapshot } {
  const [source] = useState(() => new LogSource(project, number, total));
  const { paused } = useLiveStatus();
  useEffect(() => {
    void source.start();
    return () => source.stop();
  }, [source]);
  useEffect(() => source.hold(paused), [source, paused]);
  const snapshot = useSyncExternalStore(source.subscribe, source.snapshot, source.snapshot);
  return { source, snapshot };
}

/** The rows that are shown: all, or those of one host. */
export function useRowModel(source: LogSource, snapshot: LogSnapshot, host: string | null): RowModel {
  return useMemo(
    () =>
      host === null ? allRows(snapshot.total) : hostRows(snapshot.version >= 0 ? source.lines : new LogLines(), host),
    [source, snapshot, host],
  );
}
