/**
 * Why a commit says of itself that it must not be taken back just so, or null: a line of its message such as
 * "Unsafe-to-roll-back: drops the column feed.score". Machines cannot know what a database forgets; authors can.
 */
export function findUnsafeMark(message: string): string | null {
  return /^unsafe-to-roll-?back:[ \t]*(\S.*)$/im.exec(message)?.[1]?.trimEnd() ?? null;
}
