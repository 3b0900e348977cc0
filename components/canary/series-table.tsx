import { formatLimit, nameMetric } from "@/components/canary/canary-numbers";
import { formatPointSpan, formatPointTime, formatShare, type ShownSeries } from "@/components/canary/describe-series";
import { ScrollRegion } from "@/components/ui/scroll-region";

const heading = "py-1 pr-4 font-semibold whitespace-nowrap";
const figure = "py-1 pr-4 text-right whitespace-nowrap";

/** The numbers of a chart, row by row; all together on top. */
export function SeriesTable({ shown }: { shown: ShownSeries }) {
  const { series, stage, zone } = shown;
  const { limit, points, canary, control } = series;
  const name = nameMetric(series.metric);
  const rows = [
    { key: "all", title: "All", canary, control },
    ...points.map((point) => ({ ...point, key: point.at, title: formatPointTime(point.at, stage, zone) })),
  ];
  return (
    <ScrollRegion
      label={`Numbers of ${name} over time`}
      className="h-36 overflow-y-auto rounded-control border border-hairline px-2 text-meta"
    >
      <table className="w-full text-left">
        <caption className="pb-1 text-left text-ink-2">
          {name}, {formatPointSpan(stage)}; limit {formatLimit(limit)}
        </caption>
        <thead className="sticky top-0 z-2 bg-surface text-ink-2">
          <tr className="border-b border-hairline">
            <th scope="col" className={heading}>
              From
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Canary
            </th>
            {control && (
              <th scope="col" className={`${heading} text-right`}>
                Control
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className="border-b border-hairline last:border-b-0">
              <th scope="row" className={heading}>
                {row.title}
              </th>
              <td className={figure}>{formatShare(row.canary, limit)}</td>
              {control && <td className={figure}>{formatShare(row.control, limit)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
