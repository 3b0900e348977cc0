"use client";

import { useState } from "react";
import { Fold } from "@/components/ui/fold";
import { PartGone } from "@/components/ui/part-gone";
import { useLazyPart } from "@/components/ui/use-lazy-part";
import type { NowView } from "@/lib/contracts/views";

const loadBody = () => import("@/components/now/how-decided-body");

/** How the automation came to what it does next, for whoever asks. */
export function HowDecided({ view }: { view: NowView }) {
  const [isOpen, setOpen] = useState(false);
  const { part, isGone } = useLazyPart(isOpen, loadBody);
  return (
    <div className="mt-2">
      <Fold title="How decided" onToggle={setOpen}>
        {isGone && <PartGone />}
        {part && <part.HowDecidedBody view={view} />}
      </Fold>
    </div>
  );
}
