import { type OutgoingHttpHeaders, request } from "node:http";

export type RawAnswer = { status: number; body: string };

/**
 * Sends a request as foreign programs do: any headers, a body of any pieces, which go out as the other side takes them.
 * Resolves with the answer, also when it comes before the body is sent; rejects when the connection ends without one.
 */
export function sendRaw(
  url: string,
  message: { method?: string; headers?: OutgoingHttpHeaders; pieces: Iterable<Uint8Array> },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: message.method ?? "POST", headers: message.headers ?? {}, agent: false });
    let answered = false;
    outgoing.on("response", (incoming) => {
      answered = true;
      const chunks: Buffer[] = [];
      const settle = () => {
        resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
        outgoing.destroy();
      };
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", settle).on("error", settle);
    });
    // What breaks after the answer has come, as when a server takes no more of a large body, is no failure.
    outgoing.on("error", (error) => (answered ? undefined : reject(error)));
    write(outgoing, message.pieces, () => answered).catch((error) => outgoing.destroy(error));
  });
}

async function write(
  outgoing: ReturnType<typeof request>,
  pieces: Iterable<Uint8Array>,
  isEnough: () => boolean,
): Promise<void> {
  for (const piece of pieces) {
    if (isEnough() || outgoing.destroyed) return;
    const goesOn = outgoing.write(piece);
    if (!goesOn) await new Promise((resolve) => outgoing.once("drain", resolve).once("close", resolve));
  }
  outgoing.end();
}
