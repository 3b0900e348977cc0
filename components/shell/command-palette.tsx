"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { AbortDialog } from "@/components/rollout/abort-dialog";
import { AskedPartGone } from "@/components/ui/asked-part-gone";
import { useLazyPart } from "@/components/ui/use-lazy-part";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

/** The button and the key (⌘K, Ctrl+K) that open the palette, and the dialogs behind it. */
export function CommandPalette({ view }: { view: NowView }) {
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<RolloutSummary | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const go = useGo();
  const openDialog = useOpenDialog();
  const { part, isGone } = useLazyPart(isOpen, loadPalette);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      // A dialog that asks for a decision is not covered by another one.
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        className="flex min-h-8 items-center gap-2 rounded-control border border-edge px-2.5 text-meta font-semibold text-ink-2 hover:bg-sunken max-md:ml-auto pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        <SearchSign />
        <span className="max-sm:sr-only">Go to…</span>
        <span aria-hidden="true" className="font-mono font-normal max-md:hidden">
          Ctrl K
        </span>
      </button>
      {isGone && <AskedPartGone />}
      {isOpen && part && (
        <part.PaletteDialog
          view={view}
          trigger={trigger.current}
          onClose={() => setOpen(false)}
          onChoose={({ does }) => {
            setOpen(false);
            if ("go" in does) go(does.go);
            else if ("open" in does) openDialog(does.open, trigger.current);
            else setAsked(does.abort);
          }}
        />
      )}
      {asked && <AbortDialog rollout={asked} trigger={trigger.current} onClose={() => setAsked(null)} />}
    </>
  );
}

/** What it may open, the abort dialog, is part of the page from the start. */
const loadPalette = () => import("@/components/shell/palette-dialog");

/** Goes to an address; another view of the same page needs no answer of the server. */
function useGo(): (address: string) => void {
  const router = useRouter();
  const here = usePathname();
  return (address) => {
    const [path, query] = address.split("?");
    if (path === here) window.history.pushState(null, "", query ? `?${query}` : here);
    else router.push(address);
  };
}

function SearchSign() {
  return (
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      className="shrink-0 sm:hidden"
    >
      <circle cx="6" cy="6" r="4.2" />
      <path d="M9.200 9.200 13 13" />
    </svg>
  );
}
