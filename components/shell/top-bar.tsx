"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import { changeViewQuery } from "@/components/rollout/use-view-query";
import { KeysHelp } from "@/components/shell/keys-help";
import { LiveToggle } from "@/components/shell/live-toggle";
import { markId } from "@/components/shell/mark-id";
import { readAddressedZone } from "@/components/shell/preferences";
import { savePreference, usePreferences } from "@/components/shell/preferences-store";
import { ProjectSwitcher } from "@/components/shell/project-switcher";
import { ProjectTabs } from "@/components/shell/project-tabs";
import { ViewerName } from "@/components/shell/viewer";
import { Button } from "@/components/ui/button";
import { SegmentedChoice } from "@/components/ui/segmented-choice";

interface TopBarProps {
  /** Slug of the project that is shown; null on the page of all projects. */
  project: string | null;
  /** The automation pill. */
  pill?: ReactNode;
  /** The way to everything by name. */
  palette?: ReactNode;
}

const viewControls = "view-controls";

/** The bar on top of every page: where you are, what the automation does, how you look at it. */
export function TopBar({ project, pill, palette }: TopBarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <header className="away-in-full-screen border-b border-hairline bg-surface">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-4 gap-y-2 px-6 py-2 max-sm:gap-x-2 max-sm:px-4">
        {/* One line on a phone: the name of the project gives way to a long word in the pill. */}
        <div className="flex w-full min-w-0 items-center gap-x-4 max-sm:gap-x-2 md:contents">
          <Breadcrumb project={project} />
          {pill}
          {palette}
          <Button
            aria-expanded={isOpen}
            aria-controls={viewControls}
            onClick={() => setOpen(!isOpen)}
            className={`px-2 md:hidden ${palette ? "" : "ml-auto"}`}
          >
            Menu
          </Button>
        </div>
        {project && <ProjectTabs project={project} />}
        <div
          id={viewControls}
          className={`flex-wrap items-center gap-x-3 gap-y-2 max-md:w-full md:ml-auto md:flex ${isOpen ? "flex" : "hidden"}`}
        >
          {project && <LiveToggle />}
          <ZoneChoice />
          <ThemeChoice />
          <KeysHelp />
          <ViewerName project={project} />
        </div>
      </div>
    </header>
  );
}

function Breadcrumb({ project }: { project: string | null }) {
  return (
    <nav aria-label="Main" className="flex min-w-14 shrink-999 items-center gap-1">
      <Link href="/" className="flex min-h-8 items-center gap-2 pr-1 font-semibold pointer-coarse:min-h-11">
        <Mark />
        <span className={project ? "max-sm:sr-only" : ""}>Sauron</span>
      </Link>
      {project && (
        <>
          <span aria-hidden="true" className="text-ink-3 max-sm:hidden">
            /
          </span>
          <Link
            href={`/p/${project}`}
            className="flex min-h-8 min-w-0 items-center rounded-control px-2 font-semibold hover:bg-sunken max-sm:px-1 pointer-coarse:min-h-11"
          >
            <span className="min-w-0 wrap-anywhere">{project}</span>
          </Link>
          <ProjectSwitcher />
        </>
      )}
    </nav>
  );
}

function ZoneChoice() {
  const { zone, localZone } = usePreferences();
  return (
    <SegmentedChoice
      label="Time zone"
      value={zone}
      options={[
        { value: "local", word: "Local", title: localZone },
        { value: "utc", word: "UTC" },
      ]}
      onChoose={(value) => {
        savePreference("zone", value);
        // What was chosen by hand counts for more than what a link has asked for, also when the page is loaded again.
        if (readAddressedZone(location.search)) changeViewQuery({ tz: null }, "replace");
      }}
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
        { value: "system", word: "System" },
        { value: "light", word: "Light" },
        { value: "dark", word: "Dark" },
      ]}
      onChoose={(value) => savePreference("theme", value)}
    />
  );
}

function Mark() {
  return (
    <svg width="22" height="22" aria-hidden="true" className="shrink-0">
      <use href={`#${markId}`} />
    </svg>
  );
}
