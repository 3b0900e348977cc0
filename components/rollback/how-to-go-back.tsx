"use client";

import type { RollbackChoice } from "@/components/rollback/use-rollback-preview";
import { changeViewQuery } from "@/components/rollout/use-view-query";

/** What is left out for speed, and can be asked for. */
export function HowToGoBack({ choice, hostsThere }: { choice: RollbackChoice; hostsThere: number }) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">How to go back</legend>
      <Check
        text="Watch the canary: stage by stage, slower"
        checked={choice.watchCanary}
        onChange={(checked) => changeViewQuery({ canary: checked ? "watch" : null }, "replace")}
      />
      {(hostsThere > 0 || choice.allHosts) && (
        <Check
          text="Also deploy hosts that run it already"
          checked={choice.allHosts}
          onChange={(checked) => changeViewQuery({ hosts: checked ? "all" : null }, "replace")}
        />
      )}
    </fieldset>
  );
}

interface CheckProps {
  text: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

function Check({ text, checked, onChange }: CheckProps) {
  return (
    <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0"
      />
      {text}
    </label>
  );
}
