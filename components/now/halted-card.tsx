"use client";

import Link from "next/link";
import { ActButton } from "@/components/access/act-button";
import { describeAfterResume } from "@/components/dialogs/describe-after-resume";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { HowDecided } from "@/components/now/how-decided";
import { describeHalter } from "@/components/shell/describe-halter";
import { buttonClass } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { Sha } from "@/components/ui/sha";
import { Time } from "@/components/ui/time";
import type { NowView } from "@/lib/contracts/views";

/** Takes the place of Next while the automation is halted: what happened, the evidence, and what a person can do. */
export function HaltedCard({ view }: { view: NowView }) {
  const openDialog = useOpenDialog();
  const { halted } = view.automation;
  if (!halted) return null;
  // What a person has stopped may be as good as any.
  const wasAborted = view.did.some(({ number, state }) => number === halted.rollout && state === "aborted");
  return (
    <section
      aria-labelledby="halted"
      data-state="hold"
      className="rounded-card border-2 border-hold bg-surface px-6 py-5 max-sm:px-4"
    >
      <h2 id="halted" className="flex items-center gap-3 text-verdict font-semibold text-hold">
        <Glyph code="hold" size={28} />
        Stopped: needs you
      </h2>
      <p className="mt-2 max-w-[72ch] text-lead">{halted.reason}</p>
      <p className="mt-1 text-ink-2">
        Halted {describeHalter(halted)} at <Time at={halted.since} />. No rollout starts until a person resumes.
        {halted.suspect && (
          <>
            {" "}
            {wasAborted ? "It was to bring" : "Suspect:"} <Sha sha={halted.suspect} project={view.project} />
          </>
        )}
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        {halted.rollout !== null && (
          <Link href={`/p/${view.project}/rollouts/${halted.rollout}`} className={buttonClass("plain")}>
            {wasAborted ? "Open" : "See evidence:"} rollout #{halted.rollout}
          </Link>
        )}
        <ActButton
          needs="steer"
          look="primary"
          aria-haspopup="dialog"
          onClick={(event) => openDialog({ dialog: "resume" }, event.currentTarget)}
        >
          Resume…
        </ActButton>
        {!view.doing && view.did.length > 0 && (
          <Link href={`/p/${view.project}/rollback`} className={buttonClass("plain")}>
            Roll back…
          </Link>
        )}
        {!view.automation.freeze && (
          <ActButton
            needs="steer"
            aria-haspopup="dialog"
            onClick={(event) => openDialog({ dialog: "freeze" }, event.currentTarget)}
          >
            Freeze…
          </ActButton>
        )}
      </div>
      <div className="mt-2">
        <p className="text-ink-2">{describeAfterResume(view, { isSuspectMarked: false })}</p>
        <HowDecided view={view} />
      </div>
    </section>
  );
}
