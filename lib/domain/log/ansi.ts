import { visibleText } from "../visible-text";

/** How a piece of a line looks; colours are indexes into the 16 ANSI colours. */
export interface TextStyle {
  color: number | null;
  background: number | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
}

export interface TextSegment extends TextStyle {
  text: string;
}

const plain: TextStyle = { color: null, background: null, bold: false, dim: false, italic: false, underline: false };

/** A control sequence (CSI), an operating system command (OSC) that may lack its end, or another two-character escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this module reads.
const escapes = /\x1b\[([0-?]*)([ -/]*)([@-~])|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\|$)|\x1b[ -/]*[0-~]?|\r/g;

/**
 * The visible pieces of one line of terminal output. Colours are kept, `\r` goes back to the start of the line and what
 * follows overwrites it, "erase to end" is obeyed, every other sequence is dropped. A control character that is left is
 * drawn as its picture, so that it can be seen and does nothing. The pieces are plain text: nothing in them is markup.
 */
export function parseAnsi(line: string): TextSegment[] {
  if (visibleText(line) === line) return line === "" ? [] : [{ ...plain, text: line }];
  const screen = new LineScreen();
  // What is never gone back over is written in one piece, which is many times faster.
  const cut = goesBack.test(line) ? (text: string) => text : (text: string) => [text];
  let style = plain;
  let from = 0;
  for (const match of line.matchAll(escapes)) {
    screen.write(cut(line.slice(from, match.index)), style);
    from = match.index + match[0].length;
    if (match[0] === "\r") screen.column = 0;
    else if (match[3] === "m" && match[2] === "") style = applyStyleCodes(style, match[1] ?? "");
    else if (match[3] === "K") screen.erase(Number(match[1] || "0"));
  }
  screen.write(cut(line.slice(from)), style);
  return joinPieces(screen.pieces());
}

/** Only these go back in a line; without them it is read as it stands, which is many times faster. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this module reads.
const goesBack = /\r|\x1b\[[0-?]*[ -/]*K/;

/** The line as it can be searched and copied: no colours, overwritten text gone. */
export function plainText(line: string): string {
  if (!goesBack.test(line)) return visibleText(line.replace(escapes, ""));
  return parseAnsi(line)
    .map((segment) => segment.text)
    .join("");
}

const blank: TextSegment = { ...plain, text: " " };

/** One row of a terminal: characters are replaced where they are overwritten. */
class LineScreen {
  column = 0;
  /** Columns that nobody has written to are holes. */
  readonly #cells: TextSegment[] = [];

  write(characters: Iterable<string>, style: TextStyle): void {
    for (const text of characters) this.#cells[this.column++] = { ...style, text: visibleText(text) };
  }

  erase(mode: number): void {
    if (mode === 2) this.#cells.length = 0;
    else if (mode === 0) this.#cells.length = Math.min(this.#cells.length, this.column);
  }

  pieces(): TextSegment[] {
    return Array.from(this.#cells, (cell) => cell ?? blank);
  }
}

/** Neighbours that look alike are one piece. */
function joinPieces(pieces: readonly TextSegment[]): TextSegment[] {
  const joined: TextSegment[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && sameStyle(last, piece)) last.text += piece.text;
    else if (piece.text !== "") joined.push({ ...piece });
  }
  return joined;
}

function sameStyle(a: TextStyle, b: TextStyle): boolean {
  return (Object.keys(plain) as (keyof TextStyle)[]).every((key) => a[key] === b[key]);
}

function applyStyleCodes(style: TextStyle, parameters: string): TextStyle {
  const codes = parameters.split(/[;:]/).map((code) => (code === "" ? 0 : Number(code)));
  let next = style;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const extended = readExtendedColor(codes, index);
      next = code === 38 ? { ...next, color: extended.color } : { ...next, background: extended.color };
      index += extended.used;
    } else next = applyStyleCode(next, code);
  }
  return next;
}

function applyStyleCode(style: TextStyle, code: number): TextStyle {
  if (code === 0) return plain;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 23) return { ...style, italic: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 39) return { ...style, color: null };
  if (code === 49) return { ...style, background: null };
  if (code >= 30 && code <= 37) return { ...style, color: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, color: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  return style;
}

/** Only the 16 named colours have a contrast that was checked in both themes; the others read as the text colour. */
function readExtendedColor(codes: number[], index: number): { color: number | null; used: number } {
  if (codes[index + 1] === 5) {
    const color = codes[index + 2] ?? -1;
    return { color: color >= 0 && color < 16 ? color : null, used: 2 };
  }
  return { color: null, used: codes[index + 1] === 2 ? 4 : 1 };
}
