"use client";

import Link from "next/link";
import { DaysChoice } from "@/components/insights/days-choice";
import { InsightCards } from "@/components/insights/insight-cards";
import { type InsightsScope, insightsAddress } from "@/components/insights/insights-address";
import { useInsights } from "@/components/insights/use-insights";
import { ViewNotice } from "@/components/settings/view-notice";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Time, useZone } from "@/components/ui/time";
import type { InsightsView } from "@/lib/contracts/insights-views";

interface InsightsScreenProps {
  project: string;
  days: number;
  first: InsightsView;
}

/** How the delivery of a project has gone in the last days. The address keeps how many. */
export function InsightsScreen({ project, days, first }: InsightsScreenProps) {
  const zone = useZone();
  const { view, problem, reload } = useInsights(project, { days, zone }, first);
  return (
    <div className="flex flex-col gap-4">
      <TabFaceTags face={{ title: `Insights ${project}`, shape: "ring" }} />
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-section font-semibold">Insights</h1>
        <DaysChoice days={days} />
        <Link
          href={`/p/${project}/history`}
          prefetch={false}
          className="inline-flex min-h-6 items-center text-run underline underline-offset-2 pointer-coarse:min-h-11"
        >
          Every rollout
        </Link>
        <p className="flex flex-wrap items-center gap-x-3 text-meta text-ink-2 sm:ml-auto">
          <span>
            Days of {view.zone}, as of <Time at={view.serverTime} relative={false} />
          </span>
          <span className="inline-flex gap-3">
            <Downloads project={project} scope={{ days, zone }} />
          </span>
        </p>
      </header>
      <ViewNotice problem={problem} reload={reload} />
      <InsightCards view={view} />
    </div>
  );
}

/** The same insights as files. */
function Downloads({ project, scope }: { project: string; scope: InsightsScope }) {
  return (["csv", "json"] as const).map((format) => (
    <a
      key={format}
      download={`${project}-insights-${scope.days}-days.${format}`}
      href={insightsAddress(project, scope, format)}
      className="inline-flex min-h-8 items-center font-semibold text-run underline-offset-2 hover:underline pointer-coarse:min-h-11"
    >
      {format.toUpperCase()}
    </a>
  ));
}
