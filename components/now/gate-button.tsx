"use client";

import Link from "next/link";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { findGateDoor } from "@/components/now/find-gate-door";
import { Button, buttonClass } from "@/components/ui/button";
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
  return (
    <Button aria-haspopup="dialog" onClick={(event) => openDialog(door.open, event.currentTarget)}>
      {door.word}…
    </Button>
  );
}
