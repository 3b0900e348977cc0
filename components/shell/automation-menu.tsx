"use client";

import { useCaller } from "@/components/access/use-caller";
import { neededFor } from "@/components/dialogs/project-dialog";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { listAutomationActions } from "@/components/shell/list-automation-actions";
import type { MenuItem, MenuListProps } from "@/components/ui/menu";
import { MenuList } from "@/components/ui/menu-list";
import type { NowView } from "@/lib/contracts/views";

/** What can be done about the automation. */
export function AutomationMenu({ view, ...menu }: MenuListProps & { view: NowView }) {
  const openDialog = useOpenDialog();
  const refusals = useCaller()?.refusals;
  const items = listAutomationActions(view).map(({ word, detail, does }): MenuItem => {
    if ("go" in does) return { word, detail, does };
    const refusal = refusals?.[neededFor(does.open)] ?? null;
    return { word, detail, refusal, does: { act: (trigger) => openDialog(does.open, trigger) } };
  });
  return <MenuList {...menu} items={items} />;
}
