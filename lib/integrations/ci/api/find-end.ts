import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { findTime } from "../read-time";

/** When a run ended, of one that has a verdict; APIs write a time of last change also on those that have none. */
export function findEnd(status: TestRunStatus, time: string | number | null | undefined): Date | null {
  return ["passed", "failed", "errored", "cancelled"].includes(status) ? findTime(time) : null;
}
