/** Why a request goes no further. */
export type Unreadable = { status: 400 | 405; message: string };

/** What Next, which is behind, would fail over itself: a method it has no word for, an address that is none. */
export function findUnreadable(method: string | undefined, url: string | undefined): Unreadable | null {
  if (method === "TRACE") return { status: 405, message: "There is nothing to TRACE here." };
  try {
    decodeURIComponent((url ?? "/").split("?", 1)[0] ?? "");
    return null;
  } catch {
    const message = "This address cannot be read: a % in it must be followed by two hex digits.";
    return { status: 400, message };
  }
}
