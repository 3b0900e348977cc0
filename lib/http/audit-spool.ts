import { appendSpooled } from "@/lib/services/audit/append-spooled";
import type { WebProcess } from "./web-process";

/** Where entries wait that the audit could not take, and who looks after them. */
export type AuditSpool = { directory: string; close(): void };

/** What waits is tried again this often. */
const everyMs = 5_000;

/** The process that spools is the one that has the files: it appends them, its own and those of its last start. */
export function keepAuditSpool(web: Pick<WebProcess, "db" | "logger">, directory: string): AuditSpool {
  let isAtWork = false;
  const look = async () => {
    if (isAtWork) return;
    isAtWork = true;
    try {
      await appendSpooled(web, directory);
    } catch (error) {
      web.logger.warn({ err: error }, "spooled audit entries still wait");
    } finally {
      isAtWork = false;
    }
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  void look();
  return { directory, close: () => clearInterval(timer) };
}
