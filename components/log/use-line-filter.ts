"use client";

import { useMemo } from "react";
import { newestAttempts } from "@/components/fleet/newest-attempts";
import { type LineFilter, lineFilter } from "@/components/log/line-filter";
import { changeViewQuery, useViewQuery, viewAddress } from "@/components/rollout/use-view-query";
import type { RolloutView } from "@/lib/contracts/views";
import { type LineLevel, lineLevels } from "@/lib/domain/log/line-levels";

export interface LineFilterState {
  host: string | null;
  /** Name of a stage. */
  stage: string | null;
  level: LineLevel | null;
  /** Hosts that can be chosen: those of the stage, or all; the chosen one in any case. */
  hosts: string[];
  /** Null when every line is shown. */
  shows: LineFilter | null;
  /** Parameters by which the server gives the same lines as a text; "" for all. */
  rawQuery: string;
  chooseHost: (host: string | null) => void;
  chooseStage: (stage: string | null) => void;
  chooseLevel: (level: string | null) => void;
}

/** Which lines to show, as the address tells it: those of one host, or of the hosts of one stage; of one kind. */
export function useLineFilter(view: RolloutView): LineFilterState {
  const query = useViewQuery();
  const host = query.get("host");
  const stage = query.get("stage");
  const level = lineLevels.find((each) => each === query.get("level")) ?? null;
  const index = view.stages.find((each) => each.name === stage)?.index;
  const deploys = newestAttempts(view.hostDeploys).filter((deploy) => stage === null || deploy.stage === index);
  const hosts = deploys.map((deploy) => deploy.host);
  const wanted = host ?? (stage === null ? null : hosts.join("\n"));
  // A host names its lines by itself: a retry may have moved it to another stage.
  const narrowed = viewAddress(new URLSearchParams(), { host, stage: host === null ? stage : null, level }).slice(1);
  const shows = useMemo(() => lineFilter(wanted === null ? null : wanted.split("\n"), level), [wanted, level]);
  return {
    host,
    stage,
    level,
    hosts: host === null || hosts.includes(host) ? hosts : [host, ...hosts],
    shows,
    rawQuery: narrowed && `&${narrowed}`,
    chooseHost: (name) => changeViewQuery({ host: name }, "replace"),
    chooseStage: (name) => changeViewQuery({ stage: name, host: null }, "replace"),
    chooseLevel: (name) => changeViewQuery({ level: name }, "replace"),
  };
}
