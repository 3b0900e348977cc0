import "./globals.css";
import type { Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppProviders } from "@/components/shell/app-providers";
import { MarkDrawing } from "@/components/shell/mark-drawing";
import { parsePreferences } from "@/components/shell/preferences";
import { loadViewer } from "@/lib/http/sign-in-page";

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

/** The page's frame. What a person chose comes in cookies, so the first paint is right and needs no script. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  const preferences = parsePreferences((name) => jar.get(name)?.value);
  return (
    <html lang="en" data-theme={preferences.theme} suppressHydrationWarning>
      <body className="font-sans antialiased">
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-surface focus:px-4 focus:py-2 focus:font-semibold focus:text-run"
        >
          Skip to content
        </a>
        <MarkDrawing />
        <AppProviders preferences={preferences} viewer={await loadViewer()} now={currentSecond()}>
          {children}
        </AppProviders>
      </body>
    </html>
  );
}

/** The server's clock when it renders, whole seconds in ms: what the first paint counts from. */
function currentSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}
