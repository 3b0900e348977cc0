"use client";

import { type CommitDialogProps, CommitLine } from "@/components/dialogs/commit-line";
import { ReasonDialog } from "@/components/dialogs/reason-dialog";

/** Says that a commit must not go out, until a revert of it has landed. */
export function MarkBadDialog({ view, commit, trigger, onClose }: CommitDialogProps) {
  const isRiding = view.doing?.commits.some((each) => each.sha === commit.sha) ?? false;
  return (
    <ReasonDialog
      needs="steer"
      title={`Mark ${commit.sha.slice(0, 7)} as bad?`}
      description={
        <>
          <CommitLine commit={commit} />
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
      needs="steer"
      title={`Take the mark of ${commit.sha.slice(0, 7)} away?`}
      description={
        <>
          <CommitLine commit={commit} />
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
