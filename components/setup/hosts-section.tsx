"use client";

import { useEffect } from "react";
import { HostChecksTable } from "@/components/setup/host-checks-table";
import { findCheck } from "@/components/setup/merge-checks";
import { type DraftHost, parseHostLines, placeOf } from "@/components/setup/parse-host-lines";
import { SetupSection } from "@/components/setup/setup-section";
import type { Checks } from "@/components/setup/use-checks";
import type { Draft } from "@/components/setup/use-project-draft";
import { Button } from "@/components/ui/button";
import { TextArea, TextField } from "@/components/ui/field";
import type { CheckInput } from "@/lib/contracts/checks";

interface HostsSectionProps extends Pick<Draft, "draft" | "change"> {
  checks: Checks;
}

/** Which machines, and by which keys they are known. A key is pinned by a person's yes, or by their known_hosts. */
export function HostsSection({ draft, change, checks }: HostsSectionProps) {
  const { hosts, problems } = parseHostLines(draft.hostLines);
  const isReady = hosts.length > 0 && problems.length === 0 && /^(\/|~\/)/.test(draft.privateKey.trim());
  const ask = (asked: DraftHost[], pins: Record<string, string>) =>
    checks.ask(
      asked.map((host) => toCheck(host, draft.privateKey.trim(), pins[placeOf(host)])),
      draft.knownHosts,
    );
  const pin = (confirmed: Record<string, string>) => {
    const pins = { ...draft.pins, ...confirmed };
    change({ pins });
    void ask(
      hosts.filter((host) => placeOf(host) in confirmed),
      pins,
    );
  };
  usePinsOfReached({ draft, change, checks });
  const rows = hosts.map((host) => {
    const known = draft.pins[placeOf(host)];
    return { host, pin: known ?? null, check: findCheck(checks.checks, toCheck(host, draft.privateKey.trim(), known)) };
  });
  return (
    <SetupSection step={2} title="Hosts">
      <TextField
        label="Private key"
        value={draft.privateKey}
        onChange={(event) => change({ privateKey: event.target.value })}
        hint="Its path on the workers’ machine, beginning with / or ~/. The key itself stays there."
      />
      <TextArea
        label="Hosts"
        rows={6}
        value={draft.hostLines}
        placeholder={"deploy@web1.example.org region=eu\ndeploy@web2.example.org:2222 name=web-2 region=us"}
        problem={
          problems.length === 0 ? null : problems.map(({ line, message }) => `Line ${line}: ${message}`).join(" ")
        }
        onChange={(event) => change({ hostLines: event.target.value })}
        hint="One a line: user@host:port, then labels as name=value. The first one becomes the canary."
      />
      <details>
        <summary className="cursor-pointer py-1 font-semibold">I have a known_hosts file</summary>
        <div className="pt-3">
          <TextArea
            label="Lines of known_hosts"
            rows={4}
            value={draft.knownHosts}
            onChange={(event) => change({ knownHosts: event.target.value })}
            hint="Keys in it count as confirmed by you, also hashed ones."
          />
        </div>
      </details>
      <div>
        <Button
          aria-disabled={!isReady}
          onClick={() => {
            if (isReady) void ask(hosts, draft.pins);
          }}
        >
          Check {hosts.length < 2 ? "the host" : `${hosts.length} hosts`}
        </Button>
      </div>
      <HostChecksTable rows={rows} onPin={pin} />
    </SetupSection>
  );
}

function toCheck({ name, address, port, user }: DraftHost, privateKey: string, pin: string | undefined): CheckInput {
  return { kind: "host", name, address, port, user, privateKey, hostKeys: pin === undefined ? [] : [pin] };
}

/** A host that let Sauron in showed a key that was pinned, by the person or their known_hosts: the draft takes it over. */
function usePinsOfReached({ draft, change, checks }: HostsSectionProps): void {
  useEffect(() => {
    const reached = checks.checks.flatMap(({ input, finding }) =>
      input.kind === "host" && finding?.state === "passed" && "hostKey" in finding
        ? [[placeOf(input), finding.hostKey.fingerprint] as const]
        : [],
    );
    const fresh = reached.filter(([place, fingerprint]) => draft.pins[place] !== fingerprint);
    if (fresh.length > 0) change({ pins: { ...draft.pins, ...Object.fromEntries(fresh) } });
  }, [checks.checks, draft.pins, change]);
}
