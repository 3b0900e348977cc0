import { setTimeout as delay } from "node:timers/promises";
import type { SignInProvider } from "@/lib/domain/access/sign-in-provider";
import { reckonGroups } from "@/lib/services/sign-in/reckon-groups";
import type { WebProcess } from "./web-process";

/** Keeps what people have from their groups at the provider as it is there. */
export type GroupsKeeper = {
  /** Asks for nobody further, and waits a little for whom it asks just now: what the provider gives new is to be kept. */
  close(withinMs: number): Promise<void>;
};

/** Whose groups are old enough is looked for this often. */
const everyMs = 60_000;

/** Without a provider there is nothing to keep. */
export function keepGroups(web: Pick<WebProcess, "db" | "logger">, provider: SignInProvider | null): GroupsKeeper {
  if (provider === null) return { close: async () => {} };
  const stopping = new AbortController();
  let look: Promise<void> | null = null;
  const timer = setInterval(() => {
    look ??= reckonGroups(web, provider, stopping.signal)
      .catch((error) => web.logger.warn({ err: error }, "groups could not be reckoned anew"))
      .finally(() => {
        look = null;
      });
  }, everyMs);
  timer.unref();
  return {
    async close(withinMs) {
      clearInterval(timer);
      stopping.abort();
      await Promise.race([look, delay(withinMs, undefined, { ref: false })]);
    },
  };
}
