"use client";

import Link from "next/link";
import { describeNext } from "@/components/now/describe-next";
import { findShownGate } from "@/components/now/find-shown-gate";
import { GateButton } from "@/components/now/gate-button";
import { NextHeadingText } from "@/components/now/next-heading-text";
import type { NowView } from "@/lib/contracts/views";

/** What the project waits for while a commit waits with it: its own place alone does not say why nothing starts. */
export function WaitingNote({ view, sha }: { view: NowView; sha: string }) {
  if (!view.queue.some((commit) => commit.sha === sha)) return null;
  const closed = findShownGate(view.next);
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-control bg-sunken p-4">
      <p className="max-w-[72ch] min-w-0">
        <span className="font-semibold">
          <Link href={`/p/${view.project}`} className="text-run underline underline-offset-2">
            Next
          </Link>
          :
        </span>{" "}
        <NextHeadingText heading={describeNext(view)} />
      </p>
      {closed && <GateButton gate={closed} view={view} />}
    </div>
  );
}
