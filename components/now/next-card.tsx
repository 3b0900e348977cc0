"use client";

import { useRef, useState } from "react";
import { canStart, describeNext } from "@/components/now/describe-next";
import { HowDecided } from "@/components/now/how-decided";
import { StartDialog } from "@/components/now/start-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { NowView } from "@/lib/contracts/views";

/** What happens next and why, as the server decided it. */
export function NextCard({ view }: { view: NowView }) {
  const [asking, setAsking] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const heading = describeNext(view);
  return (
    <Card title="Next">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <p className="max-w-[72ch] text-lead font-semibold">{heading}</p>
          {view.next.sentence !== heading && <p className="max-w-[72ch] text-ink-2">{view.next.sentence}</p>}
        </div>
        {canStart(view) && (
          <Button ref={trigger} look="primary" aria-haspopup="dialog" onClick={() => setAsking(true)}>
            Start this rollout…
          </Button>
        )}
      </div>
      <HowDecided decision={view.next} />
      {asking && <StartDialog view={view} trigger={trigger.current} onClose={() => setAsking(false)} />}
    </Card>
  );
}
