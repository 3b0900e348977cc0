"use client";

import { type ReactNode, useEffect } from "react";
import { InitialNow } from "@/components/live/clock";
import { LiveProvider } from "@/components/live/live-provider";
import { Announcers } from "@/components/shell/announcer";
import type { Preferences } from "@/components/shell/preferences";
import { InitialPreferences, rememberBrowserZone } from "@/components/shell/preferences-store";
import { useKeptFocus } from "@/components/shell/use-kept-focus";
import { ViewerContext } from "@/components/shell/viewer";
import { SessionEnded } from "@/components/sign-in/session-ended";
import { SessionEnding } from "@/components/sign-in/session-ending";
import type { Viewer } from "@/lib/contracts/sign-in-page";

interface AppProvidersProps {
  preferences: Preferences;
  /** Null = nobody is signed in. */
  viewer: Viewer | null;
  /** The server's clock when it rendered, ms. */
  now: number;
  children: ReactNode;
}

/** What every page stands on: preferences, the clock, the live stream and the regions that are read out. */
export function AppProviders({ preferences, viewer, now, children }: AppProvidersProps) {
  useEffect(rememberBrowserZone, []);
  useKeptFocus();
  return (
    <InitialPreferences value={preferences}>
      <InitialNow value={now}>
        <ViewerContext value={viewer}>
          <LiveProvider>
            {children}
            {viewer && <SessionEnding />}
            <SessionEnded />
          </LiveProvider>
        </ViewerContext>
        <Announcers />
      </InitialNow>
    </InitialPreferences>
  );
}
