/** A line without its end, or how long one was that is too long to be kept. */
export type ByteLine = { bytes: Uint8Array } | { tooLong: number };

const newline = 0x0a;

/** Cuts a stream of bytes into lines, exactly as they came. Memory is bounded by `longest`; what has no end is no line. */
export class ByteLines {
  private kept: Buffer[] = [];
  private length = 0;
  private readonly longest: number;

  constructor(longest: number) {
    this.longest = longest;
  }

  /** The lines that end in this chunk, empty ones left out. */
  take(chunk: Buffer): ByteLine[] {
    const lines: ByteLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      this.keep(chunk.subarray(from, end));
      if (this.length > 0) lines.push(this.finish());
      from = end + 1;
    }
    this.keep(chunk.subarray(from));
    return lines;
  }

  private keep(piece: Buffer): void {
    this.length += piece.length;
    if (this.length > this.longest) this.kept = [];
    else if (piece.length > 0) this.kept.push(piece);
  }

  private finish(): ByteLine {
    const line = this.length > this.longest ? { tooLong: this.length } : { bytes: Buffer.concat(this.kept) };
    this.kept = [];
    this.length = 0;
    return line;
  }
}
