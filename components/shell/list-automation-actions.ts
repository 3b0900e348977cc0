import { modeWord } from "@/components/dialogs/automation-modes";
import type { ProjectDialog } from "@/components/dialogs/project-dialog";
import type { NowView } from "@/lib/contracts/views";

export interface AutomationAction {
  word: string;
  detail: string;
  does: { go: string } | { open: ProjectDialog };
}

/** What a person can do about the automation of a project as it stands. */
export function listAutomationActions({
  project,
  automation,
}: Pick<NowView, "project" | "automation">): AutomationAction[] {
  return [
    automation.freeze
      ? { word: "Lift the freeze…", detail: automation.freeze.reason, does: { open: { dialog: "lift-freeze" } } }
      : {
          word: "Freeze…",
          detail: "No new rollout starts for a while; a running one goes on",
          does: { open: { dialog: "freeze" } },
        },
    { word: "Change the mode…", detail: `Now: ${modeWord(automation.mode)}`, does: { open: { dialog: "mode" } } },
    automation.halted
      ? { word: "Resume…", detail: "Lets rollouts start again", does: { open: { dialog: "resume" } } }
      : {
          word: "Halt…",
          detail: "No new rollout starts until a person resumes",
          does: { open: { dialog: "halt" } },
        },
    {
      word: "Choose what to roll out",
      detail: "Shows first what a rollout to a commit of your choice would take along",
      does: { go: `/p/${project}/approve` },
    },
  ];
}
