import type { MixedFleetView } from "@/lib/contracts/rollback-views";
import type { AutomationMode, CommitView, RolloutSummary } from "@/lib/contracts/views";
import type { Permission } from "@/lib/domain/access/permissions";

type NamedCommit = Pick<CommitView, "sha" | "title" | "author">;

export interface LockAct {
  dialog: "lock" | "unlock";
  commit: NamedCommit & Pick<CommitView, "lock">;
  /** Asks nothing, and can be undone for a while instead. */
  atOnce: boolean;
}

/** What a person may be asked to confirm on any page of a project. */
export type ProjectDialog =
  | { dialog: "mode"; mode?: AutomationMode }
  | { dialog: "freeze" | "lift-freeze" | "halt" | "resume" | "start" | "ask-again" }
  | LockAct
  | { dialog: "mark-bad" | "take-mark-away"; commit: NamedCommit }
  | { dialog: "finish-fleet" | "leave-fleet"; mixed: MixedFleetView }
  | { dialog: "answer"; rollout: RolloutSummary; answer: "yes" | "no" };

const needed = {
  mode: "steer",
  freeze: "steer",
  "lift-freeze": "steer",
  halt: "steer",
  resume: "steer",
  start: "deploy",
  "ask-again": "steer",
  lock: "steer",
  unlock: "steer",
  "mark-bad": "steer",
  "take-mark-away": "steer",
  "finish-fleet": "deploy",
  "leave-fleet": "deploy",
  answer: "deploy",
} as const satisfies Record<ProjectDialog["dialog"], Permission>;

/** What a person must be allowed to do for what the dialog asks. */
export function neededFor({ dialog }: ProjectDialog): Permission {
  return needed[dialog];
}

/** @param trigger the control that asked: the focus returns to it */
export type OpenDialog = (dialog: ProjectDialog, trigger: HTMLElement | null) => void;
