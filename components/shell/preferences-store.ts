"use client";

import { createContext, useContext, useSyncExternalStore } from "react";
import {
  type Preferences,
  parsePreferences,
  preferenceCookies,
  readAddressedZone,
} from "@/components/shell/preferences";

const listeners = new Set<() => void>();
let known: Preferences | null = null;

/** What the server read from the request's cookies; used while the page is rendered there and taken over here. */
export const InitialPreferences = createContext<Preferences>(parsePreferences(() => undefined));

export function usePreferences(): Preferences {
  const initial = useContext(InitialPreferences);
  return useSyncExternalStore(subscribe, readPreferences, () => initial);
}

/** The preferences now, for code outside React. Browser only. The zone of a link holds until the page is left. */
export function readPreferences(): Preferences {
  known ??= readAtFirst();
  return known;
}

function readAtFirst(): Preferences {
  const chosen = parsePreferences(readCookie);
  return { ...chosen, zone: readAddressedZone(location.search) ?? chosen.zone, localZone: browserZone() };
}

export function savePreference<Key extends keyof Preferences>(key: Key, value: Preferences[Key]): void {
  known = { ...readPreferences(), [key]: value };
  const text = typeof value === "boolean" ? (value ? "on" : "off") : encodeURIComponent(value);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that are supported.
  document.cookie = `${preferenceCookies[key]}=${text}; path=/; max-age=31536000; samesite=lax`;
  if (key === "theme") document.documentElement.dataset.theme = text;
  for (const listener of listeners) listener();
}

/** Tells the server this browser's zone for the next page it renders. */
export function rememberBrowserZone(): void {
  if (readCookie(preferenceCookies.localZone) !== encodeURIComponent(browserZone()))
    savePreference("localZone", browserZone());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readCookie(name: string): string | undefined {
  const pair = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
