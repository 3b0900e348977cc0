"use client";

import { useState } from "react";
import { useCaller } from "@/components/access/use-caller";
import { useNow } from "@/components/live/clock";
import { useLazyPart } from "@/components/ui/use-lazy-part";

const loadNotice = () => import("@/components/sign-in/session-ending-notice");

/** How long before its end a session says that it ends; ms. */
const noticeTime = 15 * 60_000;

/** Tells somebody who looks at the page in time that her session is about to end. */
export function SessionEnding() {
  const end = useCaller()?.sessionEnd ?? null;
  const now = useNow();
  const [closed, setClosed] = useState("");
  const left = end === null ? Number.POSITIVE_INFINITY : Date.parse(end.at) - now;
  const isNear = left > 0 && left < noticeTime && closed !== end?.at;
  const { part } = useLazyPart(isNear, loadNotice);
  return isNear && end && part && <part.SessionEndingNotice end={end} onClose={() => setClosed(end.at)} />;
}
