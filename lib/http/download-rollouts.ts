import type { RolloutSummary } from "@/lib/contracts/views";
import { writeRolloutsCsv } from "@/lib/domain/history/write-csv";
import { answerCsv } from "./answer-csv";

/** Rollouts as a file for a spreadsheet. */
export function downloadRollouts(project: string, rollouts: RolloutSummary[]): Response {
  return answerCsv(`${project}-rollouts`, writeRolloutsCsv(rollouts));
}
