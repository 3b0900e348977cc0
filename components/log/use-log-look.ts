"use client";

import { useEffect, useState } from "react";
import { type LogLook, readLogLook, writeLogLook } from "@/components/log/log-look";
import { changeViewQuery, useViewQuery, viewAddress } from "@/components/rollout/use-view-query";

/** Typing rests so long before the address is changed, for browsers refuse to change it many times a second; ms. */
const rest = 300;

const phone = "(max-width: 639px)";

/** What is searched for and how lines look: as the address says when the log is opened, which then follows. */
export function useLogLook(): { look: LogLook; change: (changes: Partial<LogLook>) => void } {
  const query = useViewQuery();
  const [look, setLook] = useState(() => readLogLook(query));
  useEffect(() => {
    const said = new URLSearchParams(location.search);
    if (said.has("time") || said.has("wrap")) return;
    // A line has no room there for its time, nor to go on to the right.
    if (matchMedia(phone).matches) setLook((known) => ({ ...known, time: "off", wraps: true }));
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => {
      const said = new URLSearchParams(location.search);
      const changes = writeLogLook(look);
      if (viewAddress(said, changes) !== `?${said}`) changeViewQuery(changes, "replace");
    }, rest);
    return () => clearTimeout(timer);
  }, [look]);
  return { look, change: (changes) => setLook((known) => ({ ...known, ...changes })) };
}
