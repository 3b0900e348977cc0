/** Log streams a browser may hold at once: with the event stream they leave connections free for everything else. */
const slots = ["sauron-log-1", "sauron-log-2"] as const;

/** Takes one of the browser's places for a log stream; null when all are taken. The result gives the place back. */
export async function claimStreamSlot(): Promise<(() => void) | null> {
  if (!navigator.locks) return () => {};
  for (const slot of slots) {
    const release = await claimLock(slot);
    if (release) return release;
  }
  return null;
}

function claimLock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) {
        resolve(null);
        return undefined;
      }
      return new Promise<void>((release) => resolve(release));
    };
    navigator.locks.request(name, { ifAvailable: true }, held).catch(() => resolve(null));
  });
}
