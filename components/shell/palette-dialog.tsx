"use client";

import { usePathname } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { newestAttempts } from "@/components/fleet/newest-attempts";
import { useOptionalRolloutView } from "@/components/live/live-provider";
import { listPaletteItems, type PaletteItem } from "@/components/shell/palette-items";
import { useProjects } from "@/components/shell/use-projects";
import { Dialog } from "@/components/ui/dialog";
import { StatusText } from "@/components/ui/status-badge";
import type { NowView } from "@/lib/contracts/views";

interface PaletteDialogProps {
  view: NowView;
  trigger: HTMLElement | null;
  onClose: () => void;
  onChoose: (item: PaletteItem) => void;
}

/** A field that finds what there is to go to: a combobox whose list is always open. */
export function PaletteDialog({ view, trigger, onClose, onChoose }: PaletteDialogProps) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const items = listPaletteItems(text, {
    view,
    hostsOf: useHosts(view),
    projects: useProjects().map(({ slug }) => slug),
  });
  const at = Math.min(chosen, items.length - 1);
  const id = useId();
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const item = items[at];
    if (step && items.length > 0) setChosen((at + step + items.length) % items.length);
    else if (event.key === "Enter" && item && !event.nativeEvent.isComposing) onChoose(item);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog
      title="Go to"
      description="A rollout as #12, a commit by its sha, title or author, a host, a project, or a page."
      trigger={trigger}
      onClose={onClose}
    >
      <input
        data-first-focus=""
        role="combobox"
        aria-label="Go to"
        aria-expanded={items.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={items[at] ? `${id}-${at}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
        autoComplete="off"
        spellCheck={false}
        className="min-h-10 w-full rounded-control border border-edge bg-surface px-3 text-lead pointer-coarse:min-h-11"
      />
      <ItemList id={id} items={items} at={at} onChoose={onChoose} />
      <p role="status" className={items.length > 0 ? "sr-only" : "text-ink-2"}>
        {items.length > 0
          ? `${items.length} to choose from`
          : "Nothing of now is called so. What went live before is found by its sha, with 4 digits or more."}
      </p>
    </Dialog>
  );
}

interface ItemListProps {
  id: string;
  items: readonly PaletteItem[];
  at: number;
  onChoose: (item: PaletteItem) => void;
}

function ItemList({ id, items, at, onChoose }: ItemListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div ref={list} id={`${id}-list`} role="listbox" aria-label="Places" className="flex flex-col">
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the option that is active.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears Enter for the active option.
        <div
          key={item.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onClick={() => onChoose(item)}
          className="flex min-h-10 cursor-pointer flex-wrap items-center gap-x-3 rounded-control border-l-[3px] border-transparent px-2 hover:bg-sunken aria-selected:border-run aria-selected:bg-run-soft pointer-coarse:min-h-11"
        >
          <span className="font-semibold">{item.word}</span>
          {item.status && <StatusText status={item.status} />}
          <span className="min-w-0 truncate text-ink-2">{item.detail}</span>
        </div>
      ))}
    </div>
  );
}

/** The hosts of the rollout that is shown; else of the running one, else of the last one. */
function useHosts(view: NowView): { rollout: number; hosts: string[] } | null {
  const shown = /\/rollouts\/(\d+)$/.exec(usePathname())?.[1];
  const rollout = Number(shown ?? view.doing?.number ?? view.did[0]?.number ?? 0);
  const known = useOptionalRolloutView(view.project, rollout, rollout > 0);
  if (!known) return null;
  return { rollout, hosts: newestAttempts(known.hostDeploys).map((deploy) => deploy.host) };
}
