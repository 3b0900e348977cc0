import { countsGood, roundPercent, shareInPercent } from "@/components/canary/canary-numbers";
import { formatPointTime, type ShownSeries } from "@/components/canary/describe-series";
import {
  placeShare,
  type ShareScale,
  scaleShares,
  spreadLabels,
  traceDots,
  traceLine,
} from "@/components/canary/place-series";
import { SeriesMarks } from "@/components/canary/series-marks";
import { formatClock } from "@/components/ui/time-format";
import type { MetricSeriesView } from "@/lib/contracts/api-canary";
import type { CanaryVerdictView } from "@/lib/contracts/canary-views";

/** Height of what is drawn, px; the class beside it says the same. */
const plotHeight = 96;
const plotHeightClass = "h-24";
/** Units across the picture: it is stretched to the width it has, its lines are not. */
const width = 1000;

interface SeriesPlotProps {
  shown: ShownSeries;
  verdict: CanaryVerdictView["verdict"];
  /** What the picture says, with its numbers. */
  summary: string;
}

/** Canary (dashed) against control (solid) along the time, with the limit between good and bad. */
export function SeriesPlot({ shown, verdict, summary }: SeriesPlotProps) {
  const { series, stage, zone } = shown;
  const { limitPercent } = series;
  const arms = drawArms(series);
  const drawn = [...arms.flatMap(({ shares }) => shares), limitPercent].filter((share) => share !== null);
  const scale = scaleShares(drawn, countsGood(series.limit));
  const reach = { from: Date.parse(stage.deployedAt), to: Date.parse(stage.verdictAt) };
  return (
    <div role="img" aria-label={summary} className="grid grid-cols-[2.75rem_minmax(0,1fr)_5.5rem] text-meta">
      <AxisEnds scale={scale} />
      <div className="relative flex h-32 flex-col justify-end">
        <SeriesMarks stage={stage} verdict={verdict} reach={reach} />
        <div className={`relative border-b border-l border-edge ${plotHeightClass}`}>
          {limitPercent !== null && <LimitLine top={placeShare(limitPercent, scale)} />}
          <Lines arms={arms} scale={scale} places={placePoints(shown, reach)} />
        </div>
      </div>
      <EndLabels labels={listLabels(arms, limitPercent, scale)} />
      <div className="col-start-2 flex h-4 justify-between text-ink-3">
        <span>{formatPointTime(stage.deployedAt, stage, zone)}</span>
        <span>{formatClock(reach.to, zone)}</span>
      </div>
    </div>
  );
}

function AxisEnds({ scale }: { scale: ShareScale }) {
  return (
    <div className={`relative self-end text-ink-3 ${plotHeightClass}`}>
      <span className="absolute top-0 right-1.5 whitespace-nowrap">{roundPercent(scale.to)} %</span>
      <span className="absolute right-1.5 bottom-0 whitespace-nowrap">{roundPercent(scale.from)} %</span>
    </div>
  );
}

/** @param top below the top, percent of the height */
function LimitLine({ top }: { top: number }) {
  return <span className="absolute inset-x-0 border-t border-ink-2" style={{ top: `${top}%` }} />;
}

function Lines({ arms, scale, places }: { arms: readonly DrawnArm[]; scale: ShareScale; places: readonly number[] }) {
  return (
    <svg
      viewBox={`0 0 ${width} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="absolute inset-0 size-full overflow-visible"
    >
      {/* The canary lies on top. */}
      {arms.toReversed().map(({ arm, stroke, dashes, shares }) => {
        const points = shares.map((share, index) => ({ x: places[index] ?? 0, y: placeMaybe(share, scale) }));
        return (
          <g key={arm} data-arm={arm} className={`fill-none ${stroke}`} strokeLinecap="round" strokeLinejoin="round">
            <path d={traceLine(points)} strokeWidth="2" strokeDasharray={dashes} vectorEffect="non-scaling-stroke" />
            <path d={traceDots(points)} strokeWidth="6" vectorEffect="non-scaling-stroke" />
          </g>
        );
      })}
    </svg>
  );
}

function placeMaybe(share: number | null, scale: ShareScale): number | null {
  return share === null ? null : placeShare(share, scale);
}

interface DrawnArm {
  arm: "canary" | "control";
  ink: string;
  stroke: string;
  dashes: string | undefined;
  /** Percent; null = a gap. */
  shares: (number | null)[];
}

function drawArms({ points, limit, control }: MetricSeriesView): DrawnArm[] {
  const sharesOf = (arm: DrawnArm["arm"]) => points.map((point) => shareInPercent(point[arm], limit));
  const looks = {
    canary: { ink: "text-chart-canary", stroke: "stroke-chart-canary", dashes: "5 5" },
    control: { ink: "text-chart-control", stroke: "stroke-chart-control", dashes: undefined },
  };
  const arms = control ? (["canary", "control"] as const) : (["canary"] as const);
  return arms.map((arm) => ({ arm, ...looks[arm], shares: sharesOf(arm) }));
}

/** Where the points lie across the picture: each in the middle of what it stands for. */
function placePoints({ series, stage }: ShownSeries, reach: { from: number; to: number }): number[] {
  const half = (stage.intervalSeconds * stage.intervalsPerPoint * 1000) / 2;
  const span = Math.max(1, reach.to - reach.from);
  return series.points.map(({ at }) => Math.min(1, (Date.parse(at) + half - reach.from) / span) * width);
}

interface EndLabel {
  text: string;
  ink: string;
  /** Below the top, px. */
  top: number;
}

/** Names at the ends of the lines, where nobody has to look them up. */
function listLabels(arms: readonly DrawnArm[], limitPercent: number | null, scale: ShareScale): EndLabel[] {
  const lines = arms.flatMap(({ arm, ink, shares }) => {
    const share = shares.findLast((each) => each !== null) ?? null;
    return share === null ? [] : [{ text: arm as string, ink, share }];
  });
  const limit =
    limitPercent === null
      ? []
      : [{ text: `limit ${roundPercent(limitPercent)} %`, ink: "text-ink-2", share: limitPercent }];
  const labels = [...lines, ...limit].map(({ share, ...label }) => {
    return { ...label, top: (placeShare(share, scale) / 100) * plotHeight };
  });
  const tops = spreadLabels(
    labels.map(({ top }) => top),
    { gap: 15, height: plotHeight },
  );
  return labels.map((label, index) => ({ ...label, top: tops[index] ?? label.top }));
}

function EndLabels({ labels }: { labels: readonly EndLabel[] }) {
  return (
    <div className={`relative self-end ${plotHeightClass}`}>
      {labels.map(({ text, ink, top }) => (
        <span
          key={text}
          className={`absolute left-1.5 -translate-y-1/2 whitespace-nowrap ${ink}`}
          style={{ top: `${top}px` }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
