import { type Authored, isMine } from "@/components/commit/is-mine";
import type { ProjectDialog } from "@/components/dialogs/project-dialog";
import type { Viewer } from "@/lib/contracts/sign-in-page";
import type { CommitView } from "@/lib/contracts/views";

export interface CommitAction {
  word: string;
  detail: string;
  does: { go: string } | { open: ProjectDialog };
}

type Commit = Authored & Pick<CommitView, "sha" | "title" | "lock" | "bad">;

/** What a person can do about a commit: each changes something, and asks first, but for what can be undone. */
export function listCommitActions(commit: Commit, project: string, viewer: Viewer | null): CommitAction[] {
  return [
    {
      word: "Start a rollout to here…",
      detail: "Shows first what it would take along",
      does: { go: `/p/${project}/approve?to=${commit.sha}` },
    },
    lockAction(commit, viewer),
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

function lockAction(commit: Commit, viewer: Viewer | null): CommitAction {
  const { lock } = commit;
  // A lock of somebody else has their reason, which an undo could not bring back.
  const atOnce = isMine(commit, viewer) && (lock === null || lock.by === viewer?.name);
  const dots = atOnce ? "" : "…";
  if (lock) {
    const detail = `Locked by ${lock.by}`;
    return { word: `Unlock${dots}`, detail, does: { open: { dialog: "unlock", commit, atOnce } } };
  }
  const detail = "Keeps it, and what comes after it, from being deployed";
  return { word: `Lock${dots}`, detail, does: { open: { dialog: "lock", commit, atOnce } } };
}
