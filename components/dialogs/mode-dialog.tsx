"use client";

import { useState } from "react";
import { describeOverruled, modes, modeWord } from "@/components/dialogs/automation-modes";
import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import { Time } from "@/components/ui/time";
import type { AutomationMode, NowView } from "@/lib/contracts/views";

interface ModeDialogProps {
  view: NowView;
  /** Chosen from the start; null = the present one. */
  wanted: AutomationMode | null;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** The trust ladder: how much the automation does by itself, and how it has fared at the present step. */
export function ModeDialog({ view, wanted, trigger, onClose }: ModeDialogProps) {
  const { automation, project } = view;
  const [mode, setMode] = useState<AutomationMode>(wanted ?? automation.mode);
  return (
    <ReasonDialog
      needs="steer"
      title={`How much may the automation of ${project} do?`}
      description={
        <p>
          Now: {modeWord(automation.mode)}
          {automation.modeSince ? (
            <>
              , since <Time at={automation.modeSince} /> by {automation.modeBy ?? "the project file"}
            </>
          ) : (
            ", as the project file says"
          )}
          . {describeOverruled(automation.overruled)}
        </p>
      }
      path={`/projects/${project}/mode`}
      body={{ mode }}
      confirm="Change mode"
      sending="Changing…"
      cancel="Leave it"
      blocked={mode === automation.mode ? "Choose another step than the present one." : null}
      trigger={trigger}
      onClose={onClose}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-2 font-semibold">From the least trust to the most</legend>
        {modes.map((each) => (
          <label key={each.mode} className="flex min-h-8 items-start gap-2">
            <input
              type="radio"
              name="mode"
              checked={mode === each.mode}
              onChange={() => setMode(each.mode)}
              className="mt-0.5 size-4 shrink-0"
            />
            <span>
              <span className="font-semibold">{each.word}</span>
              {each.mode === automation.mode && <span className="text-ink-2"> (now)</span>}
              <span className="block text-meta text-ink-2">{each.sentence}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </ReasonDialog>
  );
}
