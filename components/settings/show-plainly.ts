/** What could hide or reorder text: controls but tab and line feed, and the marks of bidirectional text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const invisible = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A text from outside as it is, with what cannot be seen written out. */
export function showPlainly(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .replace(invisible, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A body in lines: JSON indented, a form's `payload` unpacked, anything else as it came. */
export function showBody(body: string): string {
  const form = /^payload=([^&]*)/.exec(body)?.[1];
  const json = form === undefined ? body : decodeForm(form);
  try {
    return showPlainly(JSON.stringify(JSON.parse(json), null, 2));
  } catch {
    return showPlainly(body);
  }
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
