import type { AutomationMode, CommitView, RolloutSummary } from "@/lib/contracts/views";

/** What a person may be asked to confirm on any page of a project. */
export type ProjectDialog =
  | { dialog: "mode"; mode?: AutomationMode }
  | { dialog: "freeze" | "lift-freeze" | "halt" | "resume" | "start" }
  | { dialog: "lock" | "unlock" | "mark-bad" | "take-mark-away"; commit: Pick<CommitView, "sha" | "title" | "author"> }
  | { dialog: "answer"; rollout: RolloutSummary; answer: "yes" | "no" };

/** @param trigger the control that asked: the focus returns to it */
export type OpenDialog = (dialog: ProjectDialog, trigger: HTMLElement | null) => void;
