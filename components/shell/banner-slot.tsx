"use client";

import { lazy, type ReactNode, useEffect, useState } from "react";
import { useLive, useLiveStatus } from "@/components/live/live-provider";
import { announce } from "@/components/shell/announcer";
import { type Banner, type BannerCause, findBanner } from "@/components/shell/find-banner";
import { Button } from "@/components/ui/button";
import { Glyph } from "@/components/ui/glyph";
import { LatePart } from "@/components/ui/late-part";
import type { StatusCode } from "@/components/ui/status";
import { useZone } from "@/components/ui/time";
import { formatClock } from "@/components/ui/time-format";
import type { NowView } from "@/lib/contracts/views";

const codes = {
  offline: "unknown",
  back: "ok",
  "no-worker": "fail",
  halted: "hold",
  question: "hold",
  backlog: "hold",
  frozen: "frozen",
  repository: "warn",
  inventory: "warn",
  tests: "warn",
  replaced: "wait",
} as const satisfies Record<Banner["cause"], StatusCode>;

const edges = {
  unknown: "border-idle",
  ok: "border-ok",
  fail: "border-fail",
  hold: "border-hold",
  frozen: "border-hold",
  warn: "border-warn",
  wait: "border-idle",
};

/**
 * The one place under the top bar where trouble is told: what, since when, who or what caused it, what to do. Its line
 * is kept free, so that nothing moves under a pointer when a banner comes or goes; only a phone has no room for that.
 */
export function BannerSlot({ view, told }: { view: NowView; told: readonly BannerCause[] }) {
  const live = useLiveStatus();
  const now = useOwnTime();
  const banner = findBanner(view, { live, now, told });
  useLongLossAnnouncement(banner);
  return (
    <div className="sm:min-h-[42px]">
      {banner && (
        <div role="status" data-state={banner.cause} className={`border-b-2 bg-surface ${edges[codes[banner.cause]]}`}>
          <div className="mx-auto flex max-w-[1440px] gap-x-3 px-6 py-1 max-sm:px-4 max-sm:py-2">
            <Glyph code={codes[banner.cause]} />
            <div className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-2">
              <BannerText banner={banner} project={view.project} now={now} />
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

const ProjectBanner = lazy(async () => ({
  default: (await import("@/components/shell/project-banner")).ProjectBanner,
}));

/** What is about the page itself must be told without a further file. */
function BannerText({ banner, project, now }: { banner: Banner; project: string; now: number }): ReactNode {
  switch (banner.cause) {
    case "offline":
      return <OfflineText since={banner.since} retryAt={banner.retryAt} now={now} />;
    case "back":
      return <BackText updates={banner.updates} />;
    case "no-worker":
      return (
        <span>
          <strong>No worker is running.</strong> Nothing moves until one does:{" "}
          <code className="font-mono text-log">sauron worker</code>
        </span>
      );
    case "replaced":
      return (
        <>
          <span className="min-w-0">
            <strong>There is a new version of the console.</strong> This page goes on as it is.
          </span>
          <Button onClick={() => location.reload()}>Reload</Button>
        </>
      );
    default:
      return (
        <LatePart>
          <ProjectBanner banner={banner} project={project} />
        </LatePart>
      );
  }
}

function BackText({ updates }: { updates: number }) {
  if (updates === 0) return <strong>Live again.</strong>;
  return (
    <span>
      <strong>Live again</strong>, {updates} {updates === 1 ? "update" : "updates"} applied.
    </span>
  );
}

function OfflineText({ since, retryAt, now }: { since: number; retryAt: number | null; now: number }) {
  const { retryNow } = useLive();
  const zone = useZone();
  const left = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000));
  return (
    <>
      <span>
        <strong>Not live since {formatClock(since, zone)}.</strong> What you see may be old. An abort is tried all the
        same; whether it arrived is told.
        {left !== null && <span aria-hidden="true"> Retrying in {left} s.</span>}
      </span>
      <Button onClick={retryNow}>Retry now</Button>
    </>
  );
}

/** This computer's clock: unlike the page's it goes on while the server is silent. */
function useOwnTime(): number {
  const [now, setNow] = useState(0);
  const { connection, backSince } = useLiveStatus();
  const isUnsettled = connection.phase === "lost" || (backSince !== null && now - backSince < 6000);
  useEffect(() => {
    setNow(Date.now());
    if (!isUnsettled) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isUnsettled]);
  return now;
}

function useLongLossAnnouncement(banner: Banner | null): void {
  const since = banner?.cause === "offline" ? banner.since : null;
  useEffect(() => {
    if (since === null) return;
    const timer = setTimeout(
      () => announce("Connection lost for 30 seconds.", "assertive"),
      30_000 - (Date.now() - since),
    );
    return () => clearTimeout(timer);
  }, [since]);
}
