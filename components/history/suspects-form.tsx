"use client";

import { changeViewQuery } from "@/components/rollout/use-view-query";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

/** When the error began, and what else is known of it. */
export function SuspectsForm({ question }: { question: URLSearchParams }) {
  return (
    <form
      aria-label="The error"
      className="grid gap-3 sm:grid-cols-2 lg:grid-cols-[14rem_14rem_minmax(0,1fr)_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        const written = [...new FormData(event.currentTarget)].map(([name, value]) => [name, `${value}`.trim()]);
        changeViewQuery(Object.fromEntries(written), "push");
      }}
    >
      <TextField
        label="Began"
        name="since"
        required
        maxLength={40}
        defaultValue={question.get("since") ?? ""}
        placeholder="2026-11-23 03:12"
        hint="In UTC unless it names a zone."
      />
      <TextField
        label="Ended"
        name="until"
        maxLength={40}
        defaultValue={question.get("until") ?? ""}
        hint="Empty when you do not know."
      />
      <TextField
        label="Seen on these hosts"
        name="hosts"
        defaultValue={question.get("hosts") ?? ""}
        placeholder="web-1, web-2"
        hint="Names with commas between. Empty compares the time alone."
      />
      <Button type="submit" look="primary" className="lg:mt-6 lg:self-start">
        Find suspects
      </Button>
    </form>
  );
}
