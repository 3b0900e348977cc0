import { setTimeout as delay } from "node:timers/promises";

/**
 * Looks again and again until nothing is missing; rejects with what still is after so many seconds.
 * @param missing what is waited for, null once it is there
 */
export async function waitUntil(seconds: number, missing: () => string | null | Promise<string | null>): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const what = await missing();
    if (what === null) return;
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s for ${what}`);
    await delay(50);
  }
}
