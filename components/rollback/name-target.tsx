"use client";

import { useState } from "react";
import { changeViewQuery } from "@/components/rollout/use-view-query";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

/** Any commit of the trunk can be gone back to, also one that no rollout has brought to a host. */
export function NameTarget() {
  const [text, setText] = useState("");
  const sha = text.trim();
  return (
    <form
      className="flex max-w-[36ch] flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (sha !== "") changeViewQuery({ to: sha }, "replace");
      }}
    >
      <TextField
        label="Another commit"
        value={text}
        onChange={(event) => setText(event.target.value)}
        hint="Its sha, or how that begins."
        className="min-h-8 w-full rounded-control border border-edge bg-surface px-2 font-mono pointer-coarse:min-h-11"
      />
      <div>
        <Button type="submit" aria-disabled={sha === ""} className="max-sm:whitespace-normal">
          See what that would be
        </Button>
      </div>
    </form>
  );
}
