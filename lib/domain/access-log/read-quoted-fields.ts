/** The first `most` fields of ` "…" "…"`; a quote inside one is escaped, or it ends there. */
export function readQuotedFields(text: string, most: number): string[] {
  const fields: string[] = [];
  let at = 0;
  while (fields.length < most && text.startsWith(' "', at)) {
    const end = findClosingQuote(text, at + 2);
    if (end === null) break;
    fields.push(text.slice(at + 2, end));
    at = end + 1;
  }
  return fields;
}

function findClosingQuote(text: string, start: number): number | null {
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at;
  }
  return null;
}
