"use client";

import { serverNow } from "@/components/live/clock";
import { changeViewQuery } from "@/components/rollout/use-view-query";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { useZone } from "@/components/ui/time";
import { readTypedTime, writeTypedTime } from "@/components/ui/typed-time";

/** When the error began, and what else is known of it. */
export function SuspectsForm({ question }: { question: URLSearchParams }) {
  const zone = useZone();
  return (
    <form
      key={zone}
      aria-label="The error"
      className="grid gap-3 sm:grid-cols-2 lg:grid-cols-[14rem_14rem_minmax(0,1fr)_auto]"
      onSubmit={(event) => {
        event.preventDefault();
        const written = new FormData(event.currentTarget);
        const read = (name: string) => `${written.get(name) ?? ""}`.trim();
        const readTime = (name: string) => readTypedTime(read(name), zone, serverNow());
        changeViewQuery({ since: readTime("since"), until: readTime("until"), hosts: read("hosts") }, "push");
      }}
    >
      <TextField
        label={`Began (${zone})`}
        name="since"
        required
        maxLength={40}
        defaultValue={writeTypedTime(question.get("since") ?? "", zone)}
        placeholder="2026-11-23 03:12"
        hint="In this zone unless it names another."
      />
      <TextField
        label={`Ended (${zone})`}
        name="until"
        maxLength={40}
        defaultValue={writeTypedTime(question.get("until") ?? "", zone)}
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
