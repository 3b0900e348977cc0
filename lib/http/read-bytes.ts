import { SauronError } from "@/lib/errors";

/**
 * Reads a body as it was sent, counting while it comes, so that one that lies about its length does no harm.
 * @throws SauronError "too-large", or "bad-request" when it breaks off
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new SauronError("bad-request", "The body broke off before it was whole.");
    });
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(maxBytes: number): SauronError {
  return new SauronError("too-large", `The body is larger than ${maxBytes / 1e6} MB.`);
}
