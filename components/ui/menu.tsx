"use client";

import { type ComponentType, type ReactNode, useRef, useState } from "react";
import { AskedPartGone } from "@/components/ui/asked-part-gone";
import { useLazyPart } from "@/components/ui/use-lazy-part";

export interface MenuItem {
  word: string;
  /** What it leads to or means, in a few words. */
  detail?: string;
  /** Why it cannot be chosen; left out or null = it can. */
  refusal?: string | null;
  /** An address, or what to do; the menu's button is where the focus returns to. */
  does: { go: string } | { act: (trigger: HTMLElement | null) => void };
}

export interface MenuListProps {
  label: string;
  button: HTMLElement | null;
  onClose: () => void;
}

interface MenuButtonProps<List> {
  /** Name of the button and of the menu, e.g. "Automation". */
  label: string;
  className: string;
  children: ReactNode;
  "data-state"?: string;
  /** Where the list comes from; the same function each time. */
  load: () => Promise<{ MenuList: ComponentType<MenuListProps & List> }>;
  /** What the list is made from. */
  list: List;
}

/** A button that opens a list of things to do, which is found out once somebody asks. */
export function MenuButton<List>({ label, load, list, className, children, ...rest }: MenuButtonProps<List>) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { part, isGone } = useLazyPart(isOpen, load);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
        className={className}
        {...rest}
      >
        {children}
      </button>
      {isGone && <AskedPartGone />}
      {isOpen && part && (
        <part.MenuList {...list} label={label} button={button.current} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
