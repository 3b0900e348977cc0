"use client";

import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { AbortDialog } from "@/components/rollout/abort-dialog";
import type { PaletteDialog } from "@/components/shell/palette-dialog";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

/** The button and the key (⌘K, Ctrl+K) that open the palette, and the dialogs behind it. */
export function CommandPalette({ view }: { view: NowView }) {
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<RolloutSummary | null>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const go = useGo();
  const { List, isGone } = usePaletteDialog(isOpen);
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
      {isGone && (
        <span role="alert" className="text-meta text-fail">
          This part of the page cannot be loaded. Reload the page.
        </span>
      )}
      {isOpen && List && (
        <List
          view={view}
          trigger={trigger.current}
          onClose={() => setOpen(false)}
          onChoose={({ does }) => {
            setOpen(false);
            if ("go" in does) go(does.go);
            else setAsked(does.abort);
          }}
        />
      )}
      {asked && <AbortDialog rollout={asked} trigger={trigger.current} onClose={() => setAsked(null)} />}
    </>
  );
}

/**
 * The list is loaded when it is first wanted: most visits do without it. What it may open, the abort dialog, is part of
 * the page from the start, because a part that is loaded later may be gone after the console itself was updated.
 */
function usePaletteDialog(isWanted: boolean): { List: typeof PaletteDialog | null; isGone: boolean } {
  const [List, setList] = useState<typeof PaletteDialog | null>(null);
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    if (!isWanted) return setGone(false);
    import("@/components/shell/palette-dialog").then(
      (loaded) => setList(() => loaded.PaletteDialog),
      () => setGone(true),
    );
  }, [isWanted]);
  return { List, isGone };
}

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
