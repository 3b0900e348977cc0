"use client";

import Link from "next/link";
import { formatCommitCount } from "@/components/commit/format-commit-count";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import type { NowView } from "@/lib/contracts/views";

/** Another rollout is under way, perhaps because a colleague was faster. */
export function RunningNote({ doing }: { doing: NowView["doing"] }) {
  if (!doing) return null;
  const isProposed = doing.state === "proposed";
  const who = doing.approval
    ? `approved by ${doing.approval.by}`
    : `${isProposed ? "" : "started "}by ${doing.startedBy.kind === "automation" ? "the automation" : doing.startedBy.name}`;
  return (
    <p
      role="status"
      data-state="run"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-card border border-hairline bg-surface p-4"
    >
      <Glyph code="run" />
      <span>
        <Link
          href={`/p/${doing.project}/rollouts/${doing.number}`}
          className="font-semibold text-run underline underline-offset-2"
        >
          #{doing.number}
        </Link>{" "}
        is {isProposed ? "proposed" : "under way"}: {formatCommitCount(doing.commitCount)} up to{" "}
        {doing.toRevision.slice(0, 7)}, {who} at <Time at={doing.approval?.at ?? doing.createdAt} />.
      </span>
    </p>
  );
}
