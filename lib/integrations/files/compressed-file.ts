import { createReadStream, createWriteStream, existsSync, openSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { SauronError } from "@/lib/errors";

/**
 * Writes a compressed file that only its owner may read. It gets its name once it is whole and on the disk; what goes wrong
 * leaves nothing.
 * @throws SauronError "conflict" when there is such a file
 */
export async function writeCompressedFile(file: string, content: AsyncIterable<Buffer>): Promise<void> {
  if (existsSync(file)) throw new SauronError("conflict", `There is a file ${file} already; it is not overwritten.`);
  const draft = `${file}.${process.pid}.partial`;
  try {
    const descriptor = openSync(draft, "wx", 0o600);
    await pipeline(Readable.from(content), createGzip(), createWriteStream(draft, { fd: descriptor, flush: true }));
    await rename(draft, file);
    await syncDirectory(dirname(file));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The lines of a compressed file, each with its newline.
 * @throws SauronError "bad-request" when it cannot be read, is cut short or is no such file
 */
export async function* readCompressedLines(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on("error", (error) => text.destroy(error));
  let rest: Buffer[] = [];
  try {
    for await (const chunk of source.pipe(text) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        const line = chunk.subarray(start, end + 1);
        yield rest.length > 0 ? Buffer.concat([...rest, line]) : line;
        rest = [];
        start = end + 1;
      }
      if (start < chunk.length) rest.push(chunk.subarray(start));
    }
  } catch (cause) {
    const why = (cause as Error).message;
    throw new SauronError("bad-request", `${file} cannot be read as a backup: ${why}.`, { cause });
  } finally {
    source.destroy();
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
