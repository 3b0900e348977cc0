"use client";

import { type ReactNode, useEffect } from "react";
import { InitialNow } from "@/components/live/clock";
import { LiveProvider } from "@/components/live/live-provider";
import { Announcers } from "@/components/shell/announcer";
import type { Preferences } from "@/components/shell/preferences";
import { InitialPreferences, rememberBrowserZone } from "@/components/shell/preferences-store";

interface AppProvidersProps {
  preferences: Preferences;
  /** The server's clock when it rendered, ms. */
  now: number;
  children: ReactNode;
}

/** What every page stands on: preferences, the clock, the live stream and the regions that are read out. */
export function AppProviders({ preferences, now, children }: AppProvidersProps) {
  useEffect(rememberBrowserZone, []);
  return (
    <InitialPreferences value={preferences}>
      <InitialNow value={now}>
        <LiveProvider>{children}</LiveProvider>
        <Announcers />
      </InitialNow>
    </InitialPreferences>
  );
}
