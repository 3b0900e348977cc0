"use client";

import { useId } from "react";
import { savePreference, usePreferences } from "@/components/shell/preferences-store";

/** Who the record names for what is done in this browser. There is no sign-in, so it is a statement, not a proof. */
export function ActorField() {
  const { actor } = usePreferences();
  const id = useId();
  return (
    <span className="flex items-center gap-2 text-meta">
      <label htmlFor={id} className="text-ink-2">
        You are:
      </label>
      <input
        key={actor}
        id={id}
        defaultValue={actor}
        onBlur={(event) => savePreference("actor", event.target.value.trim().slice(0, 60))}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
        placeholder="name"
        autoComplete="nickname"
        maxLength={60}
        aria-describedby={`${id}-note`}
        className="min-h-8 w-28 rounded-control border border-edge bg-surface px-2 placeholder:text-ink-3 pointer-coarse:min-h-11"
      />
      <span
        id={`${id}-note`}
        className="text-ink-3"
        title="Sauron writes this name beside what you do. Nobody checks it: this version has no sign-in."
      >
        not verified
      </span>
    </span>
  );
}
