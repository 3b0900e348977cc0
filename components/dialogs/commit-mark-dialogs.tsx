"use client";

import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import type { CommitView, NowView } from "@/lib/contracts/views";

interface CommitDialogProps {
  view: NowView;
  commit: Pick<CommitView, "sha" | "title" | "author">;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Says that a commit must not go out, until a revert of it has landed. */
export function MarkBadDialog({ view, commit, trigger, onClose }: CommitDialogProps) {
  const isRiding = view.doing?.commits.some((each) => each.sha === commit.sha) ?? false;
  return (
    <ReasonDialog
      title={`Mark ${commit.sha.slice(0, 7)} as bad?`}
      description={
        <>
          <p>
            {commit.title} ({commit.author})
          </p>
          <p>It does not deploy again, except together with a revert of it. What landed after it waits for that too.</p>
          {isRiding && <p>Rollout #{view.doing?.number} carries it now and is not stopped by the mark: abort does.</p>}
        </>
      }
      path={`/commits/${commit.sha}/mark?project=${view.project}`}
      body={{ mark: "bad" }}
      confirm="Mark as bad"
      sending="Marking…"
      cancel="Do not mark"
      look="danger"
      trigger={trigger}
      onClose={onClose}
    />
  );
}

export function TakeMarkAwayDialog({ view, commit, trigger, onClose }: CommitDialogProps) {
  const bad = view.queue.find((each) => each.sha === commit.sha)?.bad;
  return (
    <ReasonDialog
      title={`Take the mark of ${commit.sha.slice(0, 7)} away?`}
      description={
        <>
          <p>
            {commit.title} ({commit.author})
          </p>
          {bad && (
            <p>
              {bad.by} marked it as bad: {bad.reason}
            </p>
          )}
          <p>It may be deployed again, by the same rules as every other commit.</p>
        </>
      }
      path={`/commits/${commit.sha}/mark?project=${view.project}`}
      body={{ mark: "none" }}
      confirm="Take the mark away"
      sending="Taking it away…"
      cancel="Leave it marked"
      trigger={trigger}
      onClose={onClose}
    />
  );
}
