import Link from "next/link";
import type { CommitView } from "@/lib/contracts/views";

/** What a commit is about, leading to its page; its sha beside it is the link that the keyboard stops at. */
export function CommitTitle({ commit, project }: { commit: Pick<CommitView, "sha" | "title">; project: string }) {
  return (
    <Link
      href={`/p/${project}/commits/${commit.sha}`}
      prefetch={false}
      tabIndex={-1}
      className="min-w-0 break-words py-1 pointer-coarse:py-3 underline-offset-2 hover:underline"
    >
      {commit.title}
    </Link>
  );
}
