"use client";

import { HostFields } from "@/components/setup/host-fields";
import { SetupSection } from "@/components/setup/setup-section";
import type { Checks } from "@/components/setup/use-checks";
import type { Draft } from "@/components/setup/use-project-draft";
import { TextField } from "@/components/ui/field";

interface HostsSectionProps extends Pick<Draft, "draft" | "change"> {
  checks: Checks;
}

/** Which machines, and with which key workers log in to them. */
export function HostsSection({ draft, change, checks }: HostsSectionProps) {
  return (
    <SetupSection step={2} title="Hosts">
      <TextField
        label="Private key"
        value={draft.privateKey}
        onChange={(event) => change({ privateKey: event.target.value })}
        hint="Its path on the workers’ machine, beginning with / or ~/. The key itself stays there."
      />
      <HostFields
        written={draft}
        change={change}
        checks={checks}
        login={{ privateKey: draft.privateKey.trim() }}
        hint="One a line: user@host:port, then labels as name=value. The first one becomes the canary."
      />
    </SetupSection>
  );
}
