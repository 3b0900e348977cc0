import { InsightValue } from "@/components/insights/insight-value";
import { RolloutRowLink } from "@/components/rollout/rollout-row-link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { InsightTable } from "@/lib/domain/insights/tabulate-insights";

/** The numbers of a part of the insights; a table without a row is not shown. */
export function InsightTables({ project, tables }: { project: string; tables: readonly InsightTable[] }) {
  return (
    <div className="mt-2 flex flex-col gap-4">
      {tables
        .filter(({ rows }) => rows.length > 0)
        .map((table) => (
          <ScrollRegion key={table.caption} label={table.caption} className="max-h-96">
            <FigureTable project={project} table={table} />
          </ScrollRegion>
        ))}
    </div>
  );
}

const cellClass = "py-1.5 pr-4 whitespace-nowrap last:pr-0";

function FigureTable({ project, table: { caption, heads, rows } }: { project: string; table: InsightTable }) {
  return (
    <table className="w-full text-left">
      <caption className="pb-1 text-left text-meta font-semibold">{caption}</caption>
      <thead className="text-meta text-ink-2">
        <tr className="border-b border-hairline">
          {heads.map((word, index) => (
            <th key={word} scope="col" className={`${cellClass} font-semibold ${index > 0 ? "text-right" : ""}`}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ head, rollout, cells }) => (
          <tr key={head} className="border-b border-hairline last:border-b-0">
            <th scope="row" className={`${cellClass} font-normal`}>
              {rollout === undefined ? head : <RolloutRowLink project={project} number={rollout} />}
            </th>
            {cells.map((cell, index) => (
              <td key={heads[index + 1]} className={`${cellClass} text-right`}>
                <InsightValue cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
