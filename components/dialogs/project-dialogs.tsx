"use client";

import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import type { OpenDialog, ProjectDialog } from "@/components/dialogs/project-dialog";
import { AskedPartGone } from "@/components/ui/asked-part-gone";
import { useLazyPart } from "@/components/ui/use-lazy-part";
import type { NowView } from "@/lib/contracts/views";

const OpenDialogContext = createContext<OpenDialog | null>(null);

const loadDialogs = () => import("@/components/dialogs/dialog-for");

/**
 * Lets every part of a project's pages ask for a decision. The dialogs are loaded when the first one is asked for; only
 * the abort, which must work without any further file, is not among them.
 */
export function ProjectDialogs({ view, children }: { view: NowView; children: ReactNode }) {
  const [asked, setAsked] = useState<{ dialog: ProjectDialog; trigger: HTMLElement | null } | null>(null);
  const { part, isGone } = useLazyPart(asked !== null, loadDialogs);
  const open = useCallback<OpenDialog>((dialog, trigger) => setAsked({ dialog, trigger }), []);
  const close = useCallback(() => setAsked(null), []);
  return (
    <OpenDialogContext value={open}>
      {children}
      {isGone && <AskedPartGone />}
      {asked && part && <part.DialogFor {...asked} view={view} onAsk={open} onClose={close} />}
    </OpenDialogContext>
  );
}

/** Opens a dialog of the project that is shown. */
export function useOpenDialog(): OpenDialog {
  const open = useContext(OpenDialogContext);
  if (!open) throw new Error("useOpenDialog needs ProjectDialogs above it");
  return open;
}
