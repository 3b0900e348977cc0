"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import type { ProjectSettings } from "@/lib/contracts/setup-views";

interface InventoryNoteProps {
  project: string;
  inventory: NonNullable<ProjectSettings["inventory"]>;
}

/** When the program that lists the hosts last worked, and why it does not now. */
export function InventoryNote({ project, inventory: { at, error, drops } }: InventoryNoteProps) {
  const [trigger, setTrigger] = useState<HTMLElement | null>(null);
  const router = useRouter();
  const read = at ? <Time at={at} /> : "never";
  if (error === null) return <p className="pb-2 text-ink-2">Listed by the inventory, last read {read}.</p>;
  return (
    <div data-state="warn" className="mb-3 flex flex-wrap items-center gap-3 rounded-control border border-warn p-3">
      <Glyph code="warn" />
      <p className="min-w-0 flex-1 basis-60">
        The inventory was last read with success {read}. {error}
      </p>
      {drops.length > 0 && (
        <ActButton needs="configure" aria-haspopup="dialog" onClick={(event) => setTrigger(event.currentTarget)}>
          Accept…
        </ActButton>
      )}
      {trigger && (
        <ReasonDialog
          needs="configure"
          title="Accept the new list of hosts?"
          description={<p>Accepting takes over what the inventory says at its next reading, which is now.</p>}
          path={`/projects/${project}/inventory/accept`}
          body={{ drops }}
          confirm="Accept"
          sending="Accepting…"
          cancel="Not now"
          trigger={trigger}
          onClose={() => {
            setTrigger(null);
            router.refresh();
          }}
        >
          <h3 className="font-medium">These {drops.length} hosts take no part any more:</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <ul tabIndex={0} aria-label="Hosts that are dropped" className="max-h-48 overflow-y-auto font-mono text-meta">
            {drops.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </ReasonDialog>
      )}
    </div>
  );
}
