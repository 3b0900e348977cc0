"use client";

import { type ComponentType, type ReactNode, useRef, useState } from "react";
import { PartGone } from "@/components/ui/part-gone";
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
  items: readonly MenuItem[];
  button: HTMLElement | null;
  onClose: () => void;
}

const loadMenuList = () => import("@/components/ui/menu-list");

interface MenuButtonProps {
  /** Name of the button and of the menu, e.g. "Automation". */
  label: string;
  items: readonly MenuItem[];
  /** Where the list comes from, if it knows more to offer than `items` by then; the same function each time. */
  loadList?: () => Promise<{ MenuList: ComponentType<MenuListProps> }>;
  className: string;
  children: ReactNode;
  "data-state"?: string;
}

/** A button that opens a list of things to do. */
export function MenuButton({ label, items, loadList = loadMenuList, className, children, ...rest }: MenuButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { part, isGone } = useLazyPart(isOpen, loadList);
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
      {isGone && <PartGone />}
      {isOpen && part && (
        <part.MenuList label={label} items={items} button={button.current} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
