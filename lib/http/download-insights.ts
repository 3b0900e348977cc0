import type { InsightsView } from "@/lib/contracts/insights-views";
import { writeInsightsCsv } from "@/lib/domain/insights/write-insights-csv";
import { answerCsv } from "./answer-csv";

/** Insights as a file for a spreadsheet. */
export function downloadInsights(view: InsightsView): Response {
  return answerCsv(`${view.project}-insights-${view.days}-days`, writeInsightsCsv(view));
}
