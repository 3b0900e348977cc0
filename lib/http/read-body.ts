import { SauronError } from "@/lib/errors";
import { readBytes } from "./read-bytes";

/** Larger bodies are refused; bytes. */
export const maxBodyBytes = 1_000_000;

/**
 * Reads a JSON body.
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
  const bytes = await readBytes(request, maxBodyBytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SauronError("bad-request", "The body is not UTF-8 text.");
  }
}
