"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyBlock } from "@/components/ui/copy-block";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { NewSource, SourceView } from "@/lib/contracts/intake-views";

interface NewSecretCardProps {
  told: NewSource;
  /** The same source as it is now, for what it has sent since. */
  now: SourceView;
  /** Left out where the card stays. */
  onClose?: () => void;
}

/** A secret that is shown once, where to paste it, and whether the sender has spoken with it. */
export function NewSecretCard({ told, now, onClose }: NewSecretCardProps) {
  const card = useRef<HTMLElement>(null);
  // What is shown only once must not come out of sight.
  useEffect(() => card.current?.focus(), []);
  const address = `${window.location.origin}${told.source.path}`;
  return (
    <section
      ref={card}
      tabIndex={-1}
      aria-labelledby="new-secret"
      className="flex flex-col gap-4 rounded-card border-2 border-run bg-surface px-6 py-5 max-sm:px-4"
    >
      <h2 id="new-secret" className="text-section font-semibold">
        Set up {told.source.name}
      </h2>
      <p className="max-w-[72ch]">
        The secret is shown only now: whoever has it can report results. Copy it before you leave; a lost one is
        replaced by a new one.
      </p>
      <div className="grid gap-3 md:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-1">
          <h3 className="font-semibold">Address</h3>
          <CopyBlock text={address} label="the address" />
        </div>
        <div className="flex min-w-0 flex-col gap-1">
          <h3 className="font-semibold">Secret</h3>
          <CopyBlock text={told.secret} label="the secret" />
        </div>
      </div>
      {told.setup.length > 0 && (
        <ol className="flex list-decimal flex-col gap-3 pl-5">
          {told.setup.map((step) => (
            <li key={`${step.where} ${step.text}`} className="min-w-0">
              <p className="pb-1">{step.where}</p>
              <CopyBlock text={step.text} label={`the text for: ${step.where}`} />
            </li>
          ))}
        </ol>
      )}
      <FirstDelivery before={told.source} now={now} />
      {onClose && (
        <div>
          <Button onClick={onClose}>I have copied it</Button>
        </div>
      )}
    </section>
  );
}

/** Waits for the sender's first word, and says at once when one was refused. */
function FirstDelivery({ before, now }: { before: SourceView; now: SourceView }) {
  const [start] = useState(before);
  const isReceived = now.lastDeliveryAt !== null && now.lastDeliveryAt !== start.lastDeliveryAt;
  const isRefused = now.refused.count > start.refused.count;
  return (
    <p role="status" className="flex flex-wrap items-baseline gap-x-2">
      {isReceived && now.lastDeliveryAt ? (
        <>
          <StatusText status={{ code: "ok", word: "Received" }} /> <Time at={now.lastDeliveryAt} />
        </>
      ) : isRefused ? (
        <>
          <StatusText status={{ code: "fail", word: "Refused" }} /> {now.refused.lastReason} Compare address and secret
          with what the sender has.
        </>
      ) : (
        <>
          <StatusText status={{ code: "wait", word: "Waiting" }} /> for the first delivery. Most senders have a button
          that sends a test.
        </>
      )}
    </p>
  );
}
