import type { StageSeriesView } from "@/lib/contracts/api-canary";
import type { CanaryVerdictView } from "@/lib/contracts/canary-views";

interface SeriesMarksProps {
  stage: StageSeriesView;
  verdict: CanaryVerdictView["verdict"];
  /** Ends of the time that is drawn, epoch ms. */
  reach: { from: number; to: number };
}

const verdictWords = { pass: "passed", fail: "failed", inconclusive: "last look" } as const;

/** When the stage was deployed, when watching began, and when a look gave the verdict. */
export function SeriesMarks({ stage, verdict, reach }: SeriesMarksProps) {
  const span = Math.max(1, reach.to - reach.from);
  const marks = [
    { word: "watching began", at: stage.watchedFrom, row: "top-0" },
    { word: "deployed", at: stage.deployedAt, row: "top-4" },
    { word: verdictWords[verdict], at: stage.verdictAt, row: "top-4" },
  ];
  return marks.map(({ word, at, row }) => {
    const share = Math.min(1, Math.max(0, (Date.parse(at) - reach.from) / span));
    // Its word stands on the side where there is room for it.
    const side = share > 0.5 ? "right-full mr-1" : "left-full ml-1";
    return (
      <span
        key={word}
        className={`absolute bottom-0 border-l border-hairline ${row}`}
        style={{ left: `${share * 100}%` }}
      >
        <span className={`absolute top-0 z-1 bg-surface leading-3.5 whitespace-nowrap text-ink-3 ${side}`}>{word}</span>
      </span>
    );
  });
}
