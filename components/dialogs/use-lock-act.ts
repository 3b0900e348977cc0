"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { LockAct } from "@/components/dialogs/project-dialog";
import { newIdempotencyKey, postAction } from "@/components/live/api-client";

const reasons = { lock: "Locked by its author.", unlock: "Unlocked by its author." };

/**
 * Does each act it is given, once. Null until the server has answered; a failure is why it was not done.
 * @param act another object is another wish, but for the second half of a double click
 */
export function useLockAct(act: LockAct, project: string): { failure: string | null } | null {
  const client = useQueryClient();
  const last = useRef({ name: "", hasFailed: false });
  const [answer, setAnswer] = useState<{ failure: string | null } | null>(null);
  useEffect(() => {
    const { sha } = act.commit;
    const name = `${act.dialog} ${sha}`;
    if (last.current.name === name && !last.current.hasFailed) return;
    const mine = { name, hasFailed: false };
    last.current = mine;
    setAnswer(null);
    const tell = (failure: string | null) => {
      mine.hasFailed = failure !== null;
      if (last.current === mine) setAnswer({ failure });
      void client.invalidateQueries({ queryKey: ["commit", project, sha] });
    };
    const body = { locked: act.dialog === "lock", reason: reasons[act.dialog] };
    postAction(`/api/v1/commits/${sha}/lock?project=${project}`, body, newIdempotencyKey()).then(
      () => tell(null),
      (error: Error) => tell(error.message),
    );
  }, [act, project, client]);
  return answer;
}
