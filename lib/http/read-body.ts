import { SauronError } from "@/lib/errors";

/** Larger bodies are refused; bytes. */
export const maxBodyBytes = 1_000_000;

/**
 * Reads a JSON body, counting while it comes, so that a body that lies about its length does no harm.
 * @throws SauronError "too-large" or "bad-request"
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new SauronError("bad-request", "The body is not JSON.");
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) throw tooLarge();
  if (!request.body) return "";
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBodyBytes) {
      await reader.cancel().catch(() => {});
      throw tooLarge();
    }
    chunks.push(value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new SauronError("bad-request", "The body is not UTF-8 text.");
  }
}

function tooLarge(): SauronError {
  return new SauronError("too-large", `The body is larger than ${maxBodyBytes / 1e6} MB.`);
}
