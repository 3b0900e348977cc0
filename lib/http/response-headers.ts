/** What every answer says, whatever it holds: a page, a file, JSON, a stream or an error. */
export const commonHeaders = { "x-content-type-options": "nosniff" };

/**
 * What counts where something is displayed, or is not for everybody; our own files go without it, for they are the same
 * for all, and a page loads a dozen of them.
 */
export const displayHeaders = {
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Where our own files are. */
export const filePath = "/_next/static/";

/** Said over TLS only: for a year the browser asks this name in no other way. */
export const strictTransport = { "strict-transport-security": "max-age=31536000" };

const always = {
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/** In force wherever nothing is displayed: an answer of the API that is opened as a page can load and run nothing. */
export const answerPolicy = writePolicy({ "default-src": ["'none'"] });

/** For our own files: the searcher of patterns in logs is a worker, which follows the policy of its file. */
export const filePolicy = "default-src 'none'; script-src 'self'";

/** For a page: scripts run when they carry its nonce, or are loaded by one that did. No text that came as data has it. */
export function pagePolicy(nonce: string): string {
  return writePolicy({
    "default-src": ["'none'"],
    // 'self' is for browsers that do not know 'strict-dynamic'; the others pass over it.
    "script-src": ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"],
    "worker-src": ["'self'"],
    "style-src": ["'self'"],
    // The server draws widths of bars and places of lines, which are numbers that no style sheet can hold beforehand.
    // A <style> element stays refused.
    "style-src-attr": ["'unsafe-inline'"],
    // The face of the tab is drawn as a data: image.
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
  });
}

function writePolicy(directives: Record<string, string[]>): string {
  return Object.entries({ ...always, ...directives })
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}
