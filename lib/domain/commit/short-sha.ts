/** A sha as people read it: its first seven characters. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
