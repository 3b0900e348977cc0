/** What a person chose for this browser. Kept in cookies, so that the first answer of the server already looks right. */
export interface Preferences {
  theme: "system" | "light" | "dark";
  zone: "local" | "utc";
  /** The browser's own time zone; "UTC" until the browser has told. */
  localZone: string;
  /** Whether single keys such as Shift+A act. */
  keys: boolean;
}

export const preferenceCookies = {
  theme: "sauron-theme",
  zone: "sauron-zone",
  localZone: "sauron-local-zone",
  keys: "sauron-keys",
} as const satisfies Record<keyof Preferences, string>;

/** Reads preferences from cookie values; what is missing or not understood gets its default. */
export function parsePreferences(read: (cookie: string) => string | undefined): Preferences {
  const theme = read(preferenceCookies.theme);
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    zone: read(preferenceCookies.zone) === "utc" ? "utc" : "local",
    localZone: knownZone(decode(read(preferenceCookies.localZone))),
    keys: read(preferenceCookies.keys) !== "off",
  };
}

/** The zone that an address asks for, before what was chosen; null when it does not say. */
export function readAddressedZone(query: string): Preferences["zone"] | null {
  const zone = new URLSearchParams(query).get("tz");
  return zone === "utc" || zone === "local" ? zone : null;
}

function decode(value: string | undefined): string {
  try {
    return decodeURIComponent(value ?? "");
  } catch {
    return "";
  }
}

function knownZone(zone: string): string {
  if (zone === "") return "UTC";
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return zone;
  } catch {
    return "UTC";
  }
}
