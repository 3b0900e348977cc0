/** PostgreSQL stores no U+0000 in text, and JSON no lone surrogates: each becomes U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}
