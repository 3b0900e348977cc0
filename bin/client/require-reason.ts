import { UsageError } from "./run-reporting";

/** The reason a person gives; it is kept with what they did. */
export function requireReason(reason: string | undefined): string {
  if (reason === undefined || reason.trim() === "") throw new UsageError('say why with --reason "…".');
  return reason;
}
