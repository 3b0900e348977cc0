import type { CommitView, NowView } from "@/lib/contracts/views";

/** What a dialog about one commit is given. */
export interface CommitDialogProps {
  view: NowView;
  commit: Pick<CommitView, "sha" | "title" | "author">;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Which commit a dialog is about, in words. */
export function CommitLine({ commit }: Pick<CommitDialogProps, "commit">) {
  return (
    <p>
      {commit.title} ({commit.author})
    </p>
  );
}
