import type { AuditOutcome } from "./audit-entry";

/** Which entries somebody wants to see; what is left out does not narrow. */
export type AuditFilter = {
  project?: string | undefined;
  /** A part of the name. */
  actor?: string | undefined;
  action?: string | undefined;
  outcome?: AuditOutcome | undefined;
  /** A part of the target, the reason or the action. */
  text?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
};
