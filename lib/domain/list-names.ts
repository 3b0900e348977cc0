/** So many names are told at most; the whole list stands elsewhere. */
const mostNames = 10;

/** "a, b, c", or the first ten "and 9 more". */
export function listNames(names: readonly string[]): string {
  const told = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? `${told} and ${names.length - mostNames} more` : told;
}
