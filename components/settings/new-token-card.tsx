"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { CopyBlock } from "@/components/ui/copy-block";
import { Time } from "@/components/ui/time";
import type { NewToken } from "@/lib/contracts/api-access";

/** A token that is shown once, and how a program uses it. */
export function NewTokenCard({ told, onClose }: { told: NewToken; onClose: () => void }) {
  const card = useRef<HTMLElement>(null);
  // What is shown only once must not come out of sight.
  useEffect(() => card.current?.focus(), []);
  return (
    <section
      ref={card}
      tabIndex={-1}
      aria-labelledby="new-token"
      className="flex flex-col gap-4 rounded-card border-2 border-run bg-surface px-6 py-5 max-sm:px-4"
    >
      <h2 id="new-token" className="text-section font-semibold">
        {told.name} is made
      </h2>
      <p className="max-w-[72ch]">
        The token is shown only now, and works until <Time at={told.expiresAt} relative={false} />. Copy it before you
        leave; a lost one is replaced by a new one.
      </p>
      <CopyBlock text={told.token} label="the token" />
      <p>A program sends it with each request:</p>
      <CopyBlock text={`Authorization: Bearer ${told.token}`} label="the header" />
      <div>
        <Button onClick={onClose}>I have copied it</Button>
      </div>
    </section>
  );
}
