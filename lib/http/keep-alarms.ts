import { warnOfAlarmingActs } from "@/lib/services/audit/warn-of-alarming-acts";
import type { WebProcess } from "./web-process";

/** Has what was done past the sign-in told in the log, within seconds. */
export type AlarmKeeper = { close(): void };

const usuallyEveryMs = 10_000;

/** From the start of the process on. */
export function keepAlarms(web: Pick<WebProcess, "db" | "logger">, everyMs = usuallyEveryMs): AlarmKeeper {
  let seen: number | null = null;
  let isAtWork = false;
  const look = async () => {
    if (isAtWork) return;
    isAtWork = true;
    try {
      seen = await warnOfAlarmingActs(web, seen);
    } catch (error) {
      web.logger.warn({ err: error }, "what was done at the machine could not be looked for; it is tried again");
    } finally {
      isAtWork = false;
    }
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  void look();
  return { close: () => clearInterval(timer) };
}
