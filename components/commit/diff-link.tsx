"use client";

import { useHostedPages } from "@/components/commit/use-hosted-pages";

/** To what changes from one revision to another, at the repository's host; nothing where that is not known. */
export function DiffLink({ from, to, children = "Diff" }: { from: string | null; to: string; children?: string }) {
  const pages = useHostedPages();
  if (!pages || from === null || from === to) return null;
  return <OutwardLink address={pages.diff(from, to)}>{children}</OutwardLink>;
}

/** To what one commit changes. */
export function CommitDiffLink({ sha }: { sha: string }) {
  const pages = useHostedPages();
  return pages && <OutwardLink address={pages.commit(sha)}>Diff</OutwardLink>;
}

function OutwardLink({ address, children }: { address: string; children: string }) {
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-6 items-center text-run underline-offset-2 hover:underline pointer-coarse:min-h-11"
    >
      {children} <span aria-hidden="true">&nbsp;↗</span>
      <span className="sr-only"> at the repository's host</span>
    </a>
  );
}
