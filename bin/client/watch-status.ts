import { setTimeout as delay } from "node:timers/promises";
import type { NowView } from "@/lib/contracts/views";
import { SauronError } from "@/lib/errors";
import type { ApiClient } from "./api-client";
import { readEvents } from "./read-events";

/** Wait before a lost stream is opened again. */
const retryMs = 1000;

/**
 * Calls `show` with a project's view now and after each change, until `signal` is aborted. A stream that is lost is
 * opened again for as long as it takes; `onLost` tells why. Throws only when the first one cannot be opened.
 */
export async function watchStatus(
  api: ApiClient,
  watch: { project: string; signal: AbortSignal; show(view: NowView): void; onLost(reason: string): void },
): Promise<void> {
  let wasOpen = false;
  while (!watch.signal.aborted) {
    try {
      const body = await api.stream("/events", { project: watch.project }, watch.signal);
      wasOpen = true;
      for await (const { event, data } of readEvents(body)) {
        if (event === "now") watch.show(JSON.parse(data) as NowView);
      }
      watch.onLost("the stream ended");
    } catch (error) {
      if (watch.signal.aborted) return;
      const isLasting = error instanceof SauronError && error.code !== "unavailable";
      if (!wasOpen || isLasting) throw error;
      watch.onLost(error instanceof Error ? error.message : String(error));
    }
    await delay(retryMs, undefined, { signal: watch.signal }).catch(() => {});
  }
}
