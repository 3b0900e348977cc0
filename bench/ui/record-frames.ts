import type { Page } from "@playwright/test";
import { forgetWork, readWatched } from "./watch-page";

type FrameRecord = {
  /** Time between two frames, each. */
  frames: number[];
  /** Blocking time of long animation frames meanwhile. */
  blocking: number;
};

/** Notes how far apart the frames of a page are while something is done with it. */
export async function recordFrames(page: Page, work: () => Promise<unknown>): Promise<FrameRecord> {
  await forgetWork(page);
  await page.evaluate(() => {
    const recording: { last: number; frames: number[] | null } = { last: 0, frames: [] };
    Object.assign(window, { recording });
    const note = (now: number) => {
      if (recording.frames === null) return;
      if (recording.last > 0) recording.frames.push(now - recording.last);
      recording.last = now;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await work();
  const frames = await page.evaluate(() => {
    const { recording } = window as unknown as { recording: { frames: number[] | null } };
    const { frames } = recording;
    recording.frames = null;
    return frames ?? [];
  });
  return { frames, blocking: (await readWatched(page)).blocking };
}
