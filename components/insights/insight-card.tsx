import type { ReactNode } from "react";
import { InsightTables } from "@/components/insights/insight-tables";
import { keepUnits } from "@/components/insights/keep-units";
import { Card } from "@/components/ui/card";
import { Fold } from "@/components/ui/fold";
import { Glyph } from "@/components/ui/glyph";
import type { InsightTable } from "@/lib/domain/insights/tabulate-insights";

interface InsightCardProps {
  project: string;
  title: string;
  summary: string;
  /** What is counted, as a sentence. */
  definition?: string;
  /** There is nothing to show but the sentence that says so. */
  isEmpty: boolean;
  tables: readonly InsightTable[];
  /** The picture of it; null = one would say nothing. */
  chart: ReactNode;
}

/** One question about the delivery: the answer as a sentence, as a picture, and as tables. */
export function InsightCard({ project, title, summary, definition, isEmpty, tables, chart }: InsightCardProps) {
  return (
    <Card title={title}>
      <div className="flex flex-col gap-3">
        <p className={`flex max-w-[72ch] items-start gap-2 text-lead ${isEmpty ? "text-ink-2" : ""}`}>
          {isEmpty && (
            <span className="flex h-6">
              <Glyph code="unknown" />
            </span>
          )}
          {keepUnits(summary)}
        </p>
        {!isEmpty && chart}
        {definition && <p className="max-w-[72ch] text-meta text-ink-2">{definition}</p>}
        {!isEmpty && (
          <Fold title="Show as table" hint={`: ${title}`}>
            <InsightTables project={project} tables={tables} />
          </Fold>
        )}
      </div>
    </Card>
  );
}
