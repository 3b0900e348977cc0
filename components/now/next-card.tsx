"use client";

import Link from "next/link";
import { ActButton } from "@/components/access/act-button";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { canStart, describeNext, type NextHeading } from "@/components/now/describe-next";
import { findShownGate } from "@/components/now/find-shown-gate";
import { GateButton } from "@/components/now/gate-button";
import { HowDecided } from "@/components/now/how-decided";
import { NextHeadingText } from "@/components/now/next-heading-text";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import { Sentence } from "@/components/ui/sentence";
import type { NowView } from "@/lib/contracts/views";

/** What happens next and why, as the server decided it. */
export function NextCard({ view }: { view: NowView }) {
  const heading = describeNext(view);
  return (
    <Card title="Next">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <p className="max-w-[72ch] text-lead font-semibold">
            <NextHeadingText heading={heading} />
          </p>
          <Why view={view} heading={heading} />
        </div>
        <NextControl view={view} />
      </div>
      {view.backlogOffer && <BacklogOffer offer={view.backlogOffer} project={view.project} />}
      <HowDecided view={view} />
    </Card>
  );
}

function Why({ view: { next, automation }, heading }: { view: NowView; heading: NextHeading }) {
  const { freeze } = automation;
  const isFrozen = heading.moment?.look === "fixed" && freeze !== null;
  const text = isFrozen ? `${freeze.by}: ${freeze.reason}` : next.sentence;
  if (heading.text.includes(text.replace(/^Blocked: /, ""))) return null;
  return (
    <p className="max-w-[72ch] text-ink-2">
      <Sentence text={text} />
    </p>
  );
}

/** The one thing that a person can do about it. */
function NextControl({ view }: { view: NowView }) {
  const openDialog = useOpenDialog();
  if (canStart(view)) {
    return (
      <ActButton
        needs="deploy"
        look="primary"
        aria-haspopup="dialog"
        onClick={(event) => openDialog({ dialog: "start" }, event.currentTarget)}
      >
        Start this rollout…
      </ActButton>
    );
  }
  const closed = findShownGate(view.next);
  // A rollout in flight and its question are shown above, and the offer of a backlog has a door of its own.
  const isShown = closed?.action === "approve" && (view.backlogOffer || view.doing?.question);
  if (!closed || closed.action === "open-rollout" || isShown) return null;
  return <GateButton gate={closed} view={view} />;
}

interface BacklogOfferProps {
  offer: NonNullable<NowView["backlogOffer"]>;
  project: string;
}

/** The automation does not get there by itself: a person may take a larger step. */
function BacklogOffer({ offer, project }: BacklogOfferProps) {
  return (
    <div
      data-state="hold"
      className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-control border-2 border-hold p-4"
    >
      <Glyph code="hold" size={20} />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="text-hold">Needs you:</strong> {offer.text}
      </p>
      <Link href={`/p/${project}/approve?to=${offer.toRevision}`} className={buttonClass("primary")}>
        Review a rollout of {offer.commitCount}
      </Link>
    </div>
  );
}
