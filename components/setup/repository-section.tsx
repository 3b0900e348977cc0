"use client";

import { CheckResult } from "@/components/setup/check-result";
import { findCheck } from "@/components/setup/merge-checks";
import { SetupSection } from "@/components/setup/setup-section";
import type { Checks } from "@/components/setup/use-checks";
import type { Draft } from "@/components/setup/use-project-draft";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { findUrlProblem } from "@/lib/domain/repository/repository-url";

/** Which repository, which branch of it; a worker fetches from it while the person looks. */
export function RepositorySection({ draft, change, checks }: Pick<Draft, "draft" | "change"> & { checks: Checks }) {
  const url = draft.url.trim();
  const problem = url === "" ? null : findUrlProblem(url);
  const input = { kind: "repository", url, trunk: draft.trunk.trim() } as const;
  const check = findCheck(checks.checks, input);
  const isReady = url !== "" && problem === null && input.trunk !== "";
  const ask = () => {
    if (isReady) void checks.ask([input]);
  };
  const found = check?.finding && "defaultBranch" in check.finding ? check.finding.defaultBranch : null;
  return (
    <SetupSection step={1} title="Repository">
      <div className="grid gap-4 md:grid-cols-[14rem_minmax(0,1fr)_12rem]">
        <TextField
          label="Name of the project"
          value={draft.project}
          placeholder="web"
          maxLength={40}
          onChange={(event) => change({ project: event.target.value })}
          hint="Small letters, digits and dashes; it stands in addresses."
        />
        <TextField
          label="Address of the repository"
          value={draft.url}
          placeholder="git@git.example.org:shop/web.git"
          problem={problem}
          onChange={(event) => change({ url: event.target.value })}
          hint="https://, ssh://, git@host:path, or a path on the workers’ machine. Keep passwords out of it: the worker’s own keys are used."
        />
        <TextField
          label="Trunk"
          value={draft.trunk}
          onChange={(event) => change({ trunk: event.target.value })}
          hint="The branch that deploys."
        />
      </div>
      <div className="flex flex-wrap items-start gap-4">
        <Button onClick={ask} aria-disabled={!isReady} className="max-sm:whitespace-normal">
          Check the repository
        </Button>
        <div aria-live="polite" className="min-w-0 flex-1 basis-72">
          {check && <CheckResult check={check} />}
        </div>
        {found && found !== draft.trunk && (
          <Button onClick={() => change({ trunk: found })}>Use {found} as the trunk</Button>
        )}
      </div>
    </SetupSection>
  );
}
