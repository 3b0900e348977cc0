"use client";

import Link from "next/link";
import { FleetSentence } from "@/components/fleet/fleet-sentence";
import { RollBackWishLine } from "@/components/rollout/roll-back-wish-line";
import { RollbackLinks } from "@/components/rollout/rollback-links";
import { buttonClass } from "@/components/ui/button";
import { Glyph, statusInk } from "@/components/ui/glyph";
import { rolloutStatus } from "@/components/ui/status";
import { stripStatusWord } from "@/components/ui/strip-status-word";
import { Time } from "@/components/ui/time";
import type { RolloutView } from "@/lib/contracts/views";

/** Why it was aborted, and why nobody was waited for, as people said it. */
function findAbortReasons(events: RolloutView["events"]): RolloutView["events"] {
  return events.filter(({ event }) => event === "abortExplained" || event === "forceStopped");
}

/** How a rollout ended, what the fleet runs now, and where to go from here. */
export function OutcomeHeadline({ view }: { view: RolloutView }) {
  const status = rolloutStatus(view.state);
  const isGood = view.state === "succeeded";
  return (
    <section
      aria-labelledby="outcome"
      data-state={status.code}
      className="rounded-card border border-hairline bg-surface px-6 py-5 max-sm:px-4"
    >
      <h2 id="outcome" className={`flex items-center gap-3 text-verdict font-semibold ${statusInk[status.code]}`}>
        <Glyph code={status.code} size={28} />
        {status.word}
      </h2>
      <p className="mt-2 max-w-[72ch] text-lead break-words">{stripStatusWord(view.sentence)}</p>
      <p className="mt-1 text-ink-2">
        {view.endedAt && (
          <>
            Ended <Time at={view.endedAt} />.{" "}
          </>
        )}
        <FleetSentence fleet={view.fleet} />
      </p>
      {view.abort && (
        <p className="mt-1 text-ink-2">
          The abort was asked for at <Time at={view.abort.requestedAt} />.
        </p>
      )}
      {findAbortReasons(view.events).map(({ id, event, actor, reason }) => (
        <p key={id} className="mt-1 max-w-[72ch] break-words">
          {actor.name}
          {event === "forceStopped" && ", who force-stopped it"}: {reason}
        </p>
      ))}
      <RollbackLinks rollout={view} />
      <RollBackWishLine project={view.project} wish={view.thenRollBack} />
      {(!isGood || view.can.rollBack.ok) && (
        <p className="mt-4 flex flex-wrap items-center gap-3">
          {!isGood && (
            <Link href={`/p/${view.project}`} className={buttonClass("primary")}>
              What happens next
            </Link>
          )}
          {view.stages.some((stage) => stage.verdict?.verdict === "fail") && (
            <Link href="?tab=canary" className={buttonClass("plain")}>
              Numbers and errors
            </Link>
          )}
          {view.can.rollBack.ok && (
            <Link href={`/p/${view.project}/rollback`} className={buttonClass("plain")}>
              Roll back…
            </Link>
          )}
          {!isGood && view.lastGood && (
            <Link href={`/p/${view.project}/rollouts/${view.lastGood.number}`} className={buttonClass("plain")}>
              Last good: #{view.lastGood.number} ({view.lastGood.revision.slice(0, 7)})
            </Link>
          )}
        </p>
      )}
    </section>
  );
}
