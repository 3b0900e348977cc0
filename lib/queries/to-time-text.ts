/** A moment in epoch seconds, as views tell it. */
export function toTimeText(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
