"use client";

import { useMenuItems } from "@/components/dialogs/use-menu-items";
import { listAutomationActions } from "@/components/shell/list-automation-actions";
import type { MenuListProps } from "@/components/ui/menu";
import { MenuList } from "@/components/ui/menu-list";
import type { NowView } from "@/lib/contracts/views";

/** What can be done about the automation. */
export function AutomationMenu({ view, ...menu }: MenuListProps & { view: NowView }) {
  return <MenuList {...menu} items={useMenuItems(listAutomationActions(view))} />;
}
