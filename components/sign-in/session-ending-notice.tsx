"use client";

import { useQueryClient } from "@tanstack/react-query";
import { fetchJson } from "@/components/live/api-client";
import { Button } from "@/components/ui/button";
import { noticeClass } from "@/components/ui/notice-class";
import { Time } from "@/components/ui/time";
import type { CallerView } from "@/lib/contracts/api-access";

interface SessionEndingNoticeProps {
  end: NonNullable<CallerView["sessionEnd"]>;
  onClose: () => void;
}

/** When the session ends, and what can be done about it. */
export function SessionEndingNotice({ end, onClose }: SessionEndingNoticeProps) {
  const client = useQueryClient();
  const stay = async () => {
    // Whatever is asked for by hand is a use of the session.
    await fetchJson("/api/v1/projects").catch(() => null);
    await client.invalidateQueries({ queryKey: ["caller"] });
  };
  return (
    <div role="status" className={`${noticeClass} max-w-[min(48rem,100vw-32px)] flex-wrap gap-x-3 gap-y-2 px-4 py-2`}>
      <span>
        Your session ends at <Time at={end.at} />
        {end.isFixed ? ". The page stays, and goes on once you have signed in again." : ", as nobody has used it."}
      </span>
      {!end.isFixed && <Button onClick={() => void stay()}>Stay signed in</Button>}
      <Button look="quiet" onClick={onClose}>
        Close
      </Button>
    </div>
  );
}
