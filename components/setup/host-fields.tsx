"use client";

import { useEffect } from "react";
import { ActButton } from "@/components/access/act-button";
import { HostChecksTable } from "@/components/setup/host-checks-table";
import { findCheck } from "@/components/setup/merge-checks";
import { type DraftHost, parseHostLines, placeOf } from "@/components/setup/parse-host-lines";
import type { ProjectDraft } from "@/components/setup/project-draft";
import type { Checks } from "@/components/setup/use-checks";
import { TextArea } from "@/components/ui/field";
import type { CheckInput, HostCheck } from "@/lib/contracts/checks";

/** Hosts as a person writes them, and the keys they are known by. */
export type WrittenHosts = Pick<ProjectDraft, "hostLines" | "knownHosts" | "pins">;

interface HostFieldsProps {
  written: WrittenHosts;
  change: (changes: Partial<WrittenHosts>) => void;
  checks: Checks;
  /** How a worker logs in. */
  login: Pick<HostCheck, "privateKey" | "jump">;
  hint: string;
}

/** Takes a list of hosts and has them looked at. A key is pinned by a person's yes, or by their known_hosts. */
export function HostFields({ written, change, checks, login, hint }: HostFieldsProps) {
  const { hosts, problems } = parseHostLines(written.hostLines);
  const isReady = hosts.length > 0 && problems.length === 0 && /^(\/|~\/)/.test(login.privateKey);
  const ask = (asked: DraftHost[], pins: Record<string, string>) =>
    checks.ask(
      asked.map((host) => toCheck(host, login, pins[placeOf(host)])),
      written.knownHosts,
    );
  const pin = (confirmed: Record<string, string>) => {
    const pins = { ...written.pins, ...confirmed };
    change({ pins });
    void ask(
      hosts.filter((host) => placeOf(host) in confirmed),
      pins,
    );
  };
  usePinsOfReached({ written, change, checks });
  const rows = hosts.map((host) => {
    const known = written.pins[placeOf(host)];
    return { host, pin: known ?? null, check: findCheck(checks.checks, toCheck(host, login, known)) };
  });
  return (
    <>
      <TextArea
        label="Hosts"
        rows={6}
        value={written.hostLines}
        placeholder={"deploy@web1.example.org region=eu\ndeploy@web2.example.org:2222 name=web-2 region=us"}
        problem={
          problems.length === 0 ? null : problems.map(({ line, message }) => `Line ${line}: ${message}`).join(" ")
        }
        onChange={(event) => change({ hostLines: event.target.value })}
        hint={hint}
      />
      <details>
        <summary className="cursor-pointer py-1 font-semibold">I have a known_hosts file</summary>
        <div className="pt-3">
          <TextArea
            label="Lines of known_hosts"
            rows={4}
            value={written.knownHosts}
            onChange={(event) => change({ knownHosts: event.target.value })}
            hint="Keys in it count as confirmed by you, also hashed ones."
          />
        </div>
      </details>
      <div>
        <ActButton
          needs="configure"
          aria-disabled={!isReady}
          onClick={() => {
            if (isReady) void ask(hosts, written.pins);
          }}
        >
          Check {hosts.length < 2 ? "this host" : `these ${hosts.length} hosts`}
        </ActButton>
      </div>
      <HostChecksTable rows={rows} onPin={pin} />
    </>
  );
}

function toCheck(
  { name, address, port, user }: DraftHost,
  login: HostFieldsProps["login"],
  pin: string | undefined,
): CheckInput {
  return { kind: "host", name, address, port, user, ...login, hostKeys: pin === undefined ? [] : [pin] };
}

/** A host that let Sauron in showed a key that was pinned, by the person or their known_hosts: it is taken over. */
function usePinsOfReached({ written, change, checks }: Pick<HostFieldsProps, "written" | "change" | "checks">): void {
  useEffect(() => {
    const reached = checks.checks.flatMap(({ input, finding }) =>
      input.kind === "host" && finding?.state === "passed" && "hostKey" in finding
        ? [[placeOf(input), finding.hostKey.fingerprint] as const]
        : [],
    );
    const fresh = reached.filter(([place, fingerprint]) => written.pins[place] !== fingerprint);
    if (fresh.length > 0) change({ pins: { ...written.pins, ...Object.fromEntries(fresh) } });
  }, [checks.checks, written.pins, change]);
}
