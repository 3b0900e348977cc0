"use client";

import { useRef, useState } from "react";
import { useKey } from "@/components/shell/use-key";
import { AskedPartGone } from "@/components/ui/asked-part-gone";
import { useLazyPart } from "@/components/ui/use-lazy-part";

const loadKeysDialog = () => import("@/components/shell/keys-dialog");

/** Opens the list of keys. */
export function KeysHelp() {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const { part, isGone } = useLazyPart(open, loadKeysDialog);
  useKey("?", () => setOpen(true));
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-label="Keys"
        title="Keys (?)"
        onClick={() => setOpen(true)}
        className="min-h-8 min-w-8 rounded-control border border-edge font-semibold text-ink-2 hover:bg-sunken pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        ?
      </button>
      {isGone && <AskedPartGone />}
      {open && part && <part.KeysDialog trigger={trigger.current} onClose={() => setOpen(false)} />}
    </>
  );
}
