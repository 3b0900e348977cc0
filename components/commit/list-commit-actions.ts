import type { ProjectDialog } from "@/components/dialogs/project-dialog";
import type { CommitView } from "@/lib/contracts/views";

export interface CommitAction {
  word: string;
  detail: string;
  does: { go: string } | { open: ProjectDialog };
}

/** What a person can do about a commit: each changes something, and asks first. */
export function listCommitActions(
  commit: Pick<CommitView, "sha" | "title" | "author" | "lock" | "bad">,
  project: string,
): CommitAction[] {
  return [
    {
      word: "Start a rollout to here…",
      detail: "Shows first what it would take along",
      does: { go: `/p/${project}/approve?to=${commit.sha}` },
    },
    commit.lock
      ? { word: "Unlock…", detail: `Locked by ${commit.lock.by}`, does: { open: { dialog: "unlock", commit } } }
      : {
          word: "Lock…",
          detail: "Keeps it, and what comes after it, from being deployed",
          does: { open: { dialog: "lock", commit } },
        },
    commit.bad
      ? {
          word: "Take the mark away…",
          detail: `Marked bad by ${commit.bad.by}`,
          does: { open: { dialog: "take-mark-away", commit } },
        }
      : {
          word: "Mark as bad…",
          detail: "Held until a revert of it has landed",
          does: { open: { dialog: "mark-bad", commit } },
        },
  ];
}
