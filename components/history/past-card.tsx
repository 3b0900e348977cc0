"use client";

import Link from "next/link";
import { pastAddress, suspectsPage } from "@/components/history/history-address";
import { FleetThen, HappenedBefore, UnderWayThen } from "@/components/history/past-parts";
import { PastProblem } from "@/components/history/past-problem";
import { usePastAnswer } from "@/components/history/use-past-answer";
import { useNow } from "@/components/live/clock";
import { changeViewQuery } from "@/components/rollout/use-view-query";
import { Button, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyLink } from "@/components/ui/copy-link";
import { TextField } from "@/components/ui/field";
import { Time, useZone } from "@/components/ui/time";
import { readTypedTime, writeTypedTime } from "@/components/ui/typed-time";
import type { PastView } from "@/lib/contracts/history-views";

/** What was deployed at a time: the question, and its answer once it is asked. */
export function PastCard({ project, at }: { project: string; at: string | null }) {
  const answer = usePastAnswer<PastView>(at === null ? null : pastAddress(project, at));
  return (
    <Card title="What was deployed at a time">
      <TimeForm at={at} />
      {at !== null && (
        <div aria-live="polite" className="mt-4 min-h-40">
          {!answer.view && !answer.problem && <p className="text-ink-2">Reading what ran then…</p>}
          <PastProblem {...answer} />
          {answer.view && <Answer project={project} view={answer.view} />}
        </div>
      )}
    </Card>
  );
}

function TimeForm({ at }: { at: string | null }) {
  const zone = useZone();
  const now = new Date(useNow()).toISOString();
  return (
    <form
      aria-label="What was deployed at a time"
      className="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const time = readTypedTime(`${new FormData(event.currentTarget).get("at") ?? ""}`, zone, Date.parse(now));
        if (time !== "") changeViewQuery({ at: time }, "push");
      }}
    >
      <TextField
        key={zone}
        label={`Time (${zone})`}
        name="at"
        required
        maxLength={40}
        defaultValue={writeTypedTime(at ?? "", zone)}
        placeholder={writeTypedTime(now, zone).slice(0, 16)}
        hint="Like 03:12 or 2026-11-23 03:12, in this zone unless it names another; or seconds since 1970."
      />
      <Button type="submit" look="primary" className="sm:mt-6">
        Show
      </Button>
    </form>
  );
}

function Answer({ project, view }: { project: string; view: PastView }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-lead font-semibold">{view.sentence}</p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="text-ink-2">
          <Time at={view.at} />
        </span>
        <Link
          href={suspectsPage(project, view.at)}
          prefetch={false}
          className={`${buttonClass("plain")} max-sm:whitespace-normal`}
        >
          Which commit broke it?
        </Link>
        <CopyLink />
      </p>
      <FleetThen project={project} fleet={view.fleet} />
      <UnderWayThen project={project} rollouts={view.inFlight} />
      <HappenedBefore project={project} view={view} />
    </div>
  );
}
