"use client";

import Link from "next/link";
import { useCallback, useState } from "react";
import { writeFleetLines } from "@/components/settings/write-fleet-lines";
import { HostFields, type WrittenHosts } from "@/components/setup/host-fields";
import { useChecks } from "@/components/setup/use-checks";
import { Card } from "@/components/ui/card";
import { CopyBlock } from "@/components/ui/copy-block";
import type { ProjectSettings } from "@/lib/contracts/setup-views";

const nothingWritten: WrittenHosts = { hostLines: "", knownHosts: "", pins: {} };

/** Looks at hosts that are to be added, and writes the lines that the project file takes. It changes nothing. */
export function AddHostsCard({ settings }: { settings: ProjectSettings }) {
  const { project, hosts, login } = settings;
  const [written, setWritten] = useState(nothingWritten);
  const change = useCallback((changes: Partial<WrittenHosts>) => setWritten((known) => ({ ...known, ...changes })), []);
  const checks = useChecks();
  const { text, warnings } = writeFleetLines(written, hosts);
  const { privateKey, jump } = login;
  return (
    <Card title="Add hosts">
      <div className="flex flex-col gap-4">
        <p className="max-w-[72ch] text-ink-2">
          Paste them, have them checked, and put the lines you get into the project file: it alone says which hosts
          there are. Workers log in with {privateKey}
          {jump && ` through ${jump.address}`}, and change nothing there.
        </p>
        {checks.problem && (
          <p role="alert" className="text-warn">
            {checks.problem}
          </p>
        )}
        <HostFields
          written={written}
          change={change}
          checks={checks}
          login={jump ? { privateKey, jump } : { privateKey }}
          hint="One a line: user@host:port, then labels as name=value."
        />
        {text !== "" && (
          <div className="flex flex-col gap-2">
            <h3 className="font-semibold">Lines for the project file</h3>
            {warnings.map((warning) => (
              <p key={warning} className="text-warn">
                {warning}
              </p>
            ))}
            <CopyBlock text={text} label="the lines of the hosts" />
            <p className="max-w-[72ch] text-ink-2">
              They belong below <code className="font-mono text-log">fleet.hosts</code> of the{" "}
              <Link
                href={`/p/${project}/settings/project`}
                prefetch={false}
                className="text-run underline underline-offset-2"
              >
                project file
              </Link>
              , and count once it is applied.
            </p>
          </div>
        )}
      </div>
    </Card>
  );
}
