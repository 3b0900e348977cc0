export type Answer = { quote: number; status: number | null; end: number };

/**
 * The closing quote of a request that starts at `start`, and the answer after it. Servers escape a quote inside the
 * request; for one that does not, a later quote that follows the protocol is taken, so that a path with a quote in it is
 * still understood. Looks at each character at most once.
 * @param answer matches from a quote to the end of what must follow it, the status being its first group
 */
export function findAnswer(text: string, start: number, answer: RegExp): Answer | null {
  let isFirst = true;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') {
      const found = isFirst || endsInProtocol(text.slice(Math.max(start, at - 8), at)) ? read(text, at, answer) : null;
      if (found) return found;
      isFirst = false;
    }
  }
  return null;
}

/** Method and path of "GET /a b HTTP/1.1"; null when it is no HTTP request. */
export function splitRequest(request: string): { method: string | null; path: string | null } {
  const space = request.indexOf(" ");
  const method = space < 0 ? "" : request.slice(0, space);
  if (!/^[A-Za-z][A-Za-z_-]{0,31}$/.test(method)) return { method: null, path: null };
  const protocol = request.lastIndexOf(" HTTP/");
  const path = request.slice(space + 1, protocol >= space ? protocol : undefined);
  return path === "" ? { method: null, path: null } : { method, path };
}

function endsInProtocol(text: string): boolean {
  return /HTTP\/\d(\.\d)?$/.test(text);
}

/** No answer is longer than this. */
const longestAnswer = 128;

function read(text: string, quote: number, answer: RegExp): Answer | null {
  const found = answer.exec(text.slice(quote, quote + longestAnswer));
  if (!found) return null;
  return { quote, status: found[1] === "-" ? null : Number(found[1]), end: quote + found[0].length };
}
