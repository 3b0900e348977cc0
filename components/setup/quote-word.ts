/** A word as it is when YAML reads nothing else into it, else in quotes. */
export function quoteWord(text: string): string {
  const isPlain =
    /^[A-Za-z/~][\w./~@+-]*(:[A-Za-z0-9+/]+)*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n|~)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
