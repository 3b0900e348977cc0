/**
 * One word of a POSIX shell command line that stands for exactly `value`. Backslashes are kept outside the single
 * quotes, so that a login shell which reads them inside quotes (fish) understands the same word.
 */
export function quotePosix(value: string): string {
  if (/^[A-Za-z0-9_./:=@%+,-]+$/.test(value)) return value;
  const quoted = value.replace(/['\\]/g, (character) => (character === "'" ? `'\\''` : `'\\\\'`));
  return `'${quoted}'`;
}
