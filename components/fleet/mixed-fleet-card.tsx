"use client";

import Link from "next/link";
import { ActButton } from "@/components/access/act-button";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { FleetSentence } from "@/components/fleet/fleet-sentence";
import { countHosts } from "@/components/rollout/abort-ladder";
import { buttonClass } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import type { MixedFleetView } from "@/lib/contracts/rollback-views";

interface MixedFleetCardProps {
  mixed: MixedFleetView;
  project: string;
}

const ends = { succeeded: "ended", failed: "failed", aborted: "was aborted" } as const satisfies Record<
  MixedFleetView["state"],
  string
>;

/** The hosts do not run one revision, and nothing is at work on it: finish, roll back, or leave it so. */
export function MixedFleetCard({ mixed, project }: MixedFleetCardProps) {
  const { left, fleet, rollout, state } = mixed;
  return (
    <section
      aria-labelledby="mixed"
      data-state={left ? "warn" : "hold"}
      className={`rounded-card border-2 bg-surface px-6 py-5 max-sm:px-4 ${left ? "border-hairline" : "border-warn"}`}
    >
      <h2 id="mixed" className="flex items-center gap-3 text-section font-semibold text-warn">
        <Glyph code="warn" size={20} />
        The fleet is mixed
      </h2>
      <p className="mt-2 text-lead">
        <FleetSentence fleet={fleet} />.
      </p>
      <p className="mt-1 max-w-[72ch] text-ink-2">
        Rollout{" "}
        <Link href={`/p/${project}/rollouts/${rollout}`} className="text-run underline underline-offset-2">
          #{rollout}
        </Link>{" "}
        {ends[state]} and left it so.
        {left && (
          <>
            {" "}
            Accepted by {left.by} at <Time at={left.at} />: {left.reason}
          </>
        )}
      </p>
      <Choices mixed={mixed} project={project} />
    </section>
  );
}

function Choices({ mixed, project }: { mixed: MixedFleetView; project: string }) {
  const openDialog = useOpenDialog();
  const { finish, rollBack, left } = mixed;
  return (
    <div className="mt-4 flex flex-wrap gap-x-4 gap-y-3">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <ActButton
          needs="deploy"
          aria-haspopup="dialog"
          aria-disabled={finish.refusal !== null}
          onClick={(event) => {
            if (finish.refusal === null) openDialog({ dialog: "finish-fleet", mixed }, event.currentTarget);
          }}
        >
          Finish…
        </ActButton>
        <span className="text-meta text-ink-2">
          {finish.refusal ?? `${countHosts(finish.hosts)} to ${finish.toRevision.slice(0, 7)}`}
        </span>
      </span>
      {rollBack && (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Link href={`/p/${project}/rollback`} className={buttonClass("plain")}>
            Roll back…
          </Link>
          <span className="text-meta text-ink-2">
            {countHosts(rollBack.hosts)} to {rollBack.toRevision.slice(0, 7)}
          </span>
        </span>
      )}
      {!left && (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <ActButton
            needs="deploy"
            aria-haspopup="dialog"
            onClick={(event) => openDialog({ dialog: "leave-fleet", mixed }, event.currentTarget)}
          >
            Leave…
          </ActButton>
          <span className="text-meta text-ink-2">as it is, until the next rollout</span>
        </span>
      )}
    </div>
  );
}
