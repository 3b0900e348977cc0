"use client";

import { useCallback, useState } from "react";
import { ConnectedScreen } from "@/components/setup/connected-screen";
import { DeploySection } from "@/components/setup/deploy-section";
import { HostsSection } from "@/components/setup/hosts-section";
import { RepositorySection } from "@/components/setup/repository-section";
import { ReviewSection } from "@/components/setup/review-section";
import { TestsSection } from "@/components/setup/tests-section";
import { useChecks } from "@/components/setup/use-checks";
import { useProjectDraft } from "@/components/setup/use-project-draft";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { TopBar } from "@/components/shell/top-bar";
import { Button } from "@/components/ui/button";

/** One page to connect a repository, its tests and its hosts, each checked while it is written. */
export function NewProjectScreen() {
  const { draft, change, forget } = useProjectDraft();
  const checks = useChecks();
  const [added, setAdded] = useState<{ project: string; sender: typeof draft.sender } | null>(null);
  const { sender } = draft;
  const finish = useCallback(
    (project: string) => {
      setAdded({ project, sender });
      forget();
    },
    [sender, forget],
  );
  return (
    <>
      <TabFaceTags face={{ title: "Add a project · Sauron", shape: "ring" }} />
      <TopBar project={null} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-[1440px] flex-col gap-4 px-6 py-6 outline-none max-sm:px-4"
      >
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h1 className="text-section font-semibold">Add a project</h1>
          {!added && <Button onClick={forget}>Start over</Button>}
        </div>
        {added ? (
          <ConnectedScreen {...added} />
        ) : (
          <>
            <p className="max-w-[72ch] text-ink-2">
              What you write stays in this browser until the project is added. Checks run where the workers run, with
              their keys.
            </p>
            {checks.problem && (
              <p role="alert" className="rounded-card border border-warn bg-warn-soft p-3 text-warn">
                {checks.problem}
              </p>
            )}
            <RepositorySection draft={draft} change={change} checks={checks} />
            <HostsSection draft={draft} change={change} checks={checks} />
            <DeploySection draft={draft} change={change} />
            <TestsSection draft={draft} change={change} />
            <ReviewSection draft={draft} onAdded={finish} />
          </>
        )}
      </main>
    </>
  );
}
