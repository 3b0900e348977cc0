import { announce } from "@/components/shell/announcer";

/** Copies a text and says politely whether that worked. `label` names it, e.g. "sha 9f3c2a1". */
export async function copyText(text: string, label: string): Promise<boolean> {
  const isCopied = (await writeClipboard(text)) || copySelected(text);
  announce(isCopied ? `Copied ${label}.` : `Could not copy ${label}.`);
  return isCopied;
}

/** Browsers give the clipboard to pages that came over https, and not to every one of those. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** What a person would do by hand: selects the text and presses Copy. Nobody sees it, and what was in focus still is. */
function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "sr-only";
  // While a dialog is open, nothing beside it can be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
