import { useCaller } from "@/components/access/use-caller";
import { neededFor, type ProjectDialog } from "@/components/dialogs/project-dialog";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import type { MenuItem } from "@/components/ui/menu";

interface Choice {
  word: string;
  detail: string;
  does: { go: string } | { open: ProjectDialog };
}

/**
 * Choices as the entries of a menu: who may not take one sees it with the reason.
 * @param refusal why none that changes something can be chosen, whoever asks; null = there is no such reason
 */
export function useMenuItems(choices: readonly Choice[], refusal: string | null = null): MenuItem[] {
  const openDialog = useOpenDialog();
  const refusals = useCaller()?.refusals;
  return choices.map(({ word, detail, does }) => {
    if ("go" in does) return { word, detail, does };
    return {
      word,
      detail,
      refusal: refusal ?? refusals?.[neededFor(does.open)] ?? null,
      does: { act: (trigger) => openDialog(does.open, trigger) },
    };
  });
}
