const newline = 0x0a;

/**
 * The lines of a byte stream, without their ends, as many at a time as arrive together. Only "\n" and "\r\n" end a
 * line (not U+2028, which JSON may contain), a line may have any length, and bytes that are no UTF-8 become U+FFFD.
 */
export async function* readLineBatches(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string[]> {
  let begun: Buffer[] = [];
  for await (const piece of stream) {
    const chunk = Buffer.from(piece);
    const end = chunk.lastIndexOf(newline);
    if (end < 0) {
      begun.push(chunk);
      continue;
    }
    const whole = Buffer.concat([...begun, chunk.subarray(0, end)]);
    begun = [chunk.subarray(end + 1)];
    yield splitLines(whole);
  }
  const last = Buffer.concat(begun);
  if (last.length > 0) yield splitLines(last);
}

function splitLines(bytes: Buffer): string[] {
  return bytes
    .toString("utf8")
    .split("\n")
    .map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}
