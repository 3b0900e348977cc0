"use client";

import Link from "next/link";
import { ActorField } from "@/components/shell/actor-field";
import { KeysHelp } from "@/components/shell/keys-help";
import { LiveToggle } from "@/components/shell/live-toggle";
import { savePreference, usePreferences } from "@/components/shell/preferences-store";
import { SegmentedChoice } from "@/components/ui/segmented-choice";

interface TopBarProps {
  /** Slug of the project that is shown; null on the page of all projects. */
  project: string | null;
  /** The automation pill. */
  pill?: React.ReactNode;
}

/** The bar on top of every page: where you are, what the automation does, how you look at it. */
export function TopBar({ project, pill }: TopBarProps) {
  return (
    <header className="border-b border-hairline bg-surface">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-4 gap-y-2 px-6 py-2 max-sm:px-4">
        <nav aria-label="Main" className="flex items-center gap-1">
          <Link href="/" className="flex min-h-8 items-center gap-2 pr-2 font-semibold pointer-coarse:min-h-11">
            <Mark />
            Sauron
          </Link>
          {project && (
            <>
              <span aria-hidden="true" className="text-ink-3">
                /
              </span>
              <Link
                href={`/p/${project}`}
                className="flex min-h-8 items-center rounded-control px-2 font-semibold hover:bg-sunken pointer-coarse:min-h-11"
              >
                {project}
              </Link>
            </>
          )}
        </nav>
        {pill}
        <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-2 max-md:ml-0">
          {project && <LiveToggle />}
          <ZoneChoice />
          <ThemeChoice />
          <ActorField />
          <KeysHelp />
        </div>
      </div>
    </header>
  );
}

function ZoneChoice() {
  const { zone } = usePreferences();
  return (
    <SegmentedChoice
      label="Time zone"
      value={zone}
      options={[
        { value: "local", word: "Local" },
        { value: "utc", word: "UTC" },
      ]}
      onChoose={(value) => savePreference("zone", value)}
    />
  );
}

function ThemeChoice() {
  const { theme } = usePreferences();
  return (
    <SegmentedChoice
      label="Theme"
      value={theme}
      options={[
        { value: "system", word: "Auto" },
        { value: "light", word: "Light" },
        { value: "dark", word: "Dark" },
      ]}
      onChoose={(value) => savePreference("theme", value)}
    />
  );
}

function Mark() {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 22 22"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
    >
      <path d="M1.5 11C4 6.7 7.2 4.5 11 4.5s7 2.2 9.5 6.5c-2.500 4.300-5.700 6.500-9.500 6.500S4 15.300 1.500 11z" />
      <path
        d="M11 5.500c1.600 1.600 2.400 3.400 2.400 5.500s-.8 3.900-2.400 5.500c-1.600-1.600-2.400-3.400-2.400-5.500s.8-3.900 2.400-5.500z"
        fill="var(--primary)"
        stroke="none"
      />
    </svg>
  );
}
