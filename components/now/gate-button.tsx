"use client";

import Link from "next/link";
import { ActButton } from "@/components/access/act-button";
import { neededFor } from "@/components/dialogs/project-dialog";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { AskButton } from "@/components/now/ask-button";
import { findGateDoor } from "@/components/now/find-gate-door";
import { buttonClass } from "@/components/ui/button";
import type { GateView, NowView } from "@/lib/contracts/views";

/** The control that opens a gate; nothing when only waiting does. */
export function GateButton({ gate, view }: { gate: Pick<GateView, "open" | "action">; view: NowView }) {
  const openDialog = useOpenDialog();
  const door = findGateDoor(gate, view);
  if (!door) return null;
  if ("go" in door) {
    return (
      <Link href={door.go} className={buttonClass("plain")}>
        {door.word}
      </Link>
    );
  }
  if ("ask" in door) return <AskButton word={door.word} path={door.ask} />;
  return (
    <ActButton
      needs={neededFor(door.open)}
      aria-haspopup="dialog"
      onClick={(event) => openDialog(door.open, event.currentTarget)}
    >
      {door.word}…
    </ActButton>
  );
}
