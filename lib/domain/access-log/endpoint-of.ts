/**
 * The endpoint a request belongs to, "GET /users/:id": its method and path without query, with what names one thing of
 * many (numbers, uuids, hex, base64-like) left out. Null when it is no HTTP request.
 */
export function endpointOf({ method, path }: { method: string | null; path: string | null }): string | null {
  if (method === null || path === null) return null;
  const segments = withoutQuery(path).slice(0, longestPath).split("/").slice(0, mostSegments);
  return `${method.toUpperCase()} ${segments.map((segment) => (isIdentifier(segment) ? ":id" : segment)).join("/")}`;
}

export function withoutQuery(path: string): string {
  const end = path.search(/[?#;]/);
  return end < 0 ? path : path.slice(0, end);
}

const longestPath = 200;
const mostSegments = 9;

/** Words are names, also with a digit or two in them; numbers and what no person would spell name one thing of many. */
function isIdentifier(segment: string): boolean {
  if (/^\d+$/.test(segment)) return true;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment)) return true;
  if (/^(0x)?[0-9a-f]{8,}$/i.test(segment) && /\d/.test(segment)) return true;
  if (!/^[A-Za-z0-9_~+=%.-]{16,}$/.test(segment)) return false;
  // Hyphens stand between words, or in the base64 of addresses, where capitals stand between small letters.
  return segment.includes("-") ? /[a-z][A-Z]/.test(segment) && /\d/.test(segment) : /\d.*\d/.test(segment);
}
