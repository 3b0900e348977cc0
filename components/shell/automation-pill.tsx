"use client";

import { findPill } from "@/components/shell/find-pill";
import { Glyph, statusChip } from "@/components/ui/glyph";
import { MenuButton } from "@/components/ui/menu";
import type { NowView } from "@/lib/contracts/views";

const loadList = async () => ({ MenuList: (await import("@/components/shell/automation-menu")).AutomationMenu });

/** What the automation does, in a word; opens what can be done about it. */
export function AutomationPill({ view }: { view: NowView }) {
  const { code, word } = findPill(view);
  return (
    <MenuButton
      label="Automation"
      load={loadList}
      list={{ view }}
      data-state={code}
      className={`inline-flex min-h-7 min-w-0 items-center gap-1.5 rounded-full px-3 font-semibold wrap-anywhere max-sm:px-2 pointer-coarse:min-h-11 ${statusChip[code]}`}
    >
      <Glyph code={code} />
      <span className="sr-only">Automation: </span>
      {word}
      <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true" className="max-sm:hidden">
        <path d="M0 2h8L4 7z" fill="currentColor" />
      </svg>
    </MenuButton>
  );
}
