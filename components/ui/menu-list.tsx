"use client";

import Link from "next/link";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import type { MenuItem, MenuListProps } from "@/components/ui/menu";
import { nextMenuItem } from "@/components/ui/next-menu-item";
import { placeBelow } from "@/components/ui/place-below";

/** In the top layer, so that no box it stands in can cut it off. */
export function MenuList({ label, items, button, onClose }: MenuListProps & { items: readonly MenuItem[] }) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || !button) return;
    const place = () => placeBelow(element, button);
    element.showPopover?.();
    place();
    element.querySelector<HTMLElement>("[role=menuitem]")?.focus({ preventScroll: true });
    addEventListener("scroll", place, true);
    return () => removeEventListener("scroll", place, true);
  }, [button]);
  useCloseElsewhere(list, button, onClose);
  const press = (event: KeyboardEvent) => {
    if (event.key === "Tab") return onClose();
    const entries = [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const to = nextMenuItem(entries.indexOf(document.activeElement as HTMLElement), entries.length, event.key);
    if (event.key === "Escape") {
      onClose();
      button?.focus();
    } else if (to !== null) entries[to]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      popover="manual"
      onKeyDown={press}
      className="fixed inset-auto m-0 flex max-h-[70dvh] max-w-[min(24rem,calc(100vw-16px))] flex-col overflow-y-auto rounded-card border border-edge bg-surface p-1 text-ink shadow-lg"
    >
      {items.map((item) => (
        <MenuEntry key={item.word} item={item} button={button} onClose={onClose} />
      ))}
    </div>
  );
}

const entryClass =
  "flex min-h-8 flex-col items-start justify-center rounded-control px-3 py-1 text-left -outline-offset-2 hover:bg-sunken aria-disabled:opacity-60 pointer-coarse:min-h-11";

function MenuEntry({ item, button, onClose }: { item: MenuItem; button: HTMLElement | null; onClose: () => void }) {
  const { does, refusal = null } = item;
  const text = (
    <>
      <span className="font-semibold">{item.word}</span>
      {(refusal ?? item.detail) && <span className="text-meta text-ink-2">{refusal ?? item.detail}</span>}
    </>
  );
  if ("go" in does) {
    return (
      <Link role="menuitem" tabIndex={-1} href={does.go} prefetch={false} onClick={onClose} className={entryClass}>
        {text}
      </Link>
    );
  }
  const act = () => {
    if (refusal !== null) return;
    onClose();
    button?.focus();
    does.act(button);
  };
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={refusal !== null}
      onClick={act}
      className={entryClass}
    >
      {text}
    </button>
  );
}

function useCloseElsewhere(
  list: React.RefObject<HTMLElement | null>,
  button: HTMLElement | null,
  onClose: () => void,
): void {
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => {
    const press = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!list.current?.contains(target) && !button?.contains(target)) latest.current();
    };
    addEventListener("pointerdown", press, true);
    return () => removeEventListener("pointerdown", press, true);
  }, [list, button]);
}
