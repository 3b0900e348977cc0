/** "AO" for "Adaeze Obi", "PD" for "Piet van Dam", "A" for "ana"; "?" for nobody. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (!first) return "?";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return [first, last].map((word) => [...word][0]?.toLocaleUpperCase("en-US") ?? "").join("");
}
