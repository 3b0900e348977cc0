import { createRandom } from "../seeded-random";
import { type KnownValues, makeRequest } from "./make-request";
import { sendBytes } from "./send-bytes";

export type FuzzResult = {
  /** How often each status was answered; 0 = the connection ended without an answer. */
  statuses: Record<number, number>;
  /** The same of pages alone. */
  pageStatuses: Record<number, number>;
  /** Requests that were answered with 5xx other than "no room for another stream", or not at all in time. */
  broken: { number: number; status: number; request: string }[];
};

export type FuzzOptions = {
  seed: number;
  count: number;
  known: KnownValues;
  /** With what requests are sent that bring neither a token nor a cookie; null = they come from nobody. */
  bearer: string | null;
  atOnce?: number;
};

/** Sends so many requests, some at once. The same seed makes the same ones. */
export async function fuzzApi(
  url: string,
  { seed, count, known, bearer, atOnce = 8 }: FuzzOptions,
): Promise<FuzzResult> {
  const result: FuzzResult = { statuses: {}, pageStatuses: {}, broken: [] };
  const target = new URL(url);
  let next = 0;
  const work = async () => {
    while (next < count) {
      const number = next++;
      // Each request has a seed of its own, so that one can be made again alone.
      const { bytes, summary, isOfPage } = makeRequest(createRandom(seed * 1_000_003 + number), known, bearer);
      const status = await sendBytes(target, bytes).catch(() => 599);
      for (const statuses of [result.statuses, ...(isOfPage ? [result.pageStatuses] : [])]) {
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      if (status >= 500) result.broken.push({ number, status, request: summary });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return result;
}
