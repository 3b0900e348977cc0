"use client";

import { useMemo } from "react";
import { newestAttempts } from "@/components/fleet/group-hosts";
import { changeViewQuery, useViewQuery } from "@/components/rollout/use-view-query";
import type { LogLine, RolloutView } from "@/lib/contracts/views";

export type LineFilter = (line: LogLine) => boolean;

export interface LineFilterState {
  host: string | null;
  /** Name of a stage. */
  stage: string | null;
  /** Hosts that can be chosen: those of the stage, or all; the chosen one in any case. */
  hosts: string[];
  /** Null when every line is shown. */
  shows: LineFilter | null;
  chooseHost: (host: string | null) => void;
  chooseStage: (stage: string | null) => void;
}

/** Which lines to show, as the address tells it: those of one host, or of the hosts of one stage. */
export function useLineFilter(view: RolloutView): LineFilterState {
  const query = useViewQuery();
  const host = query.get("host");
  const stage = query.get("stage");
  const index = view.stages.find((each) => each.name === stage)?.index;
  const deploys = newestAttempts(view.hostDeploys).filter((deploy) => stage === null || deploy.stage === index);
  const names = deploys.map((deploy) => deploy.host).join("\n");
  const shows = useMemo((): LineFilter | null => {
    if (host !== null) return (line) => line.host === host;
    if (stage === null) return null;
    const wanted = new Set(names.split("\n"));
    return (line) => line.host !== null && wanted.has(line.host);
  }, [host, stage, names]);
  const hosts = deploys.map((deploy) => deploy.host);
  return {
    host,
    stage,
    hosts: host === null || hosts.includes(host) ? hosts : [host, ...hosts],
    shows,
    chooseHost: (name) => changeViewQuery({ host: name }, "replace"),
    chooseStage: (name) => changeViewQuery({ stage: name, host: null }, "replace"),
  };
}
