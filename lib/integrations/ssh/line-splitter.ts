import { StringDecoder } from "node:string_decoder";

/** Longest line that is passed on; what is beyond it is cut with a notice. In UTF-16 units. */
export const maximumLineLength = 20_000;

/** The guard begins its own lines with this character. */
const controlStart = "\u001e";
/** Enough for the longest line of the guard, so that one is found even behind an endless line. */
const tailLength = 256;

export type LineSink = {
  onLine(text: string): void;
  /** A line of the guard, without its mark. */
  onControl(words: string[]): void;
};

/**
 * Cuts a byte stream into lines of text: UTF-8 split over chunks stays whole, carriage returns are kept, memory is
 * bounded by `maximumLineLength`. The guard's lines are taken out, also where a step's output does not end in a newline.
 */
export class LineSplitter {
  private readonly decoder = new StringDecoder("utf8");
  private readonly mark: string | null;
  private readonly sink: LineSink;
  private kept = "";
  private tail = "";
  private cut = 0;

  /** `nonce` null = nothing is taken for a line of the guard. */
  constructor(nonce: string | null, sink: LineSink) {
    this.mark = nonce === null ? null : `${controlStart}${nonce} `;
    this.sink = sink;
  }

  write(chunk: Buffer): void {
    this.split(this.decoder.write(chunk));
  }

  /** Passes on what is left without a newline. */
  end(): void {
    this.split(this.decoder.end());
    if (this.kept.length > 0) this.finishLine();
  }

  private split(text: string): void {
    let from = 0;
    for (let newline = text.indexOf("\n"); newline !== -1; newline = text.indexOf("\n", from)) {
      this.keep(text, from, newline);
      this.finishLine();
      from = newline + 1;
    }
    this.keep(text, from, text.length);
  }

  private keep(text: string, from: number, to: number): void {
    const room = Math.min(maximumLineLength - this.kept.length, to - from);
    if (room > 0) this.kept += text.slice(from, from + room);
    const beyond = to - from - room;
    if (beyond <= 0) return;
    this.cut += beyond;
    this.tail = (this.tail + text.slice(Math.max(from + room, to - tailLength), to)).slice(-tailLength);
  }

  private finishLine(): void {
    const { kept, tail, cut } = this;
    this.kept = "";
    this.tail = "";
    this.cut = 0;
    const all = kept + tail;
    const at = this.mark === null ? -1 : all.lastIndexOf(this.mark);
    if (this.mark === null || at === -1) {
      this.sink.onLine(describeCut(kept, cut));
      return;
    }
    if (at > 0) this.sink.onLine(describeCut(kept.slice(0, at), Math.max(0, cut - (all.length - at))));
    this.sink.onControl(all.slice(at + this.mark.length).split(" "));
  }
}

function describeCut(kept: string, cut: number): string {
  return cut === 0 ? kept : `${kept} … [${cut} more characters cut]`;
}
