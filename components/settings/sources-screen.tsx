"use client";

import { useCallback, useState } from "react";
import { AddSourceForm } from "@/components/settings/add-source-form";
import { NewSecretCard } from "@/components/settings/new-secret-card";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { SourceCard } from "@/components/settings/source-card";
import { useApiView } from "@/components/settings/use-api-view";
import { ViewNotice } from "@/components/settings/view-notice";
import { Card } from "@/components/ui/card";
import type { NewSource, SourceView } from "@/lib/contracts/intake-views";

interface SourcesScreenProps {
  project: string;
  initial: { sources: SourceView[] };
}

/** Who may tell this project of commits and test results, and how each is doing. */
export function SourcesScreen({ project, initial }: SourcesScreenProps) {
  const sources = useApiView(`/api/v1/projects/${project}/sources`, initial);
  const [fresh, setFresh] = useState<NewSource | null>(null);
  const { reload } = sources;
  const show = useCallback(
    (told: NewSource) => {
      setFresh(told);
      reload();
    },
    [reload],
  );
  const listed = sources.view.sources;
  return (
    <SettingsFrame project={project} area="sources">
      <p className="max-w-[72ch] text-ink-2">
        A source is a sender of commits and test results: a git host, a CI system, or anything that can send JSON. Each
        has an address of its own and a secret that only it knows.
      </p>
      {fresh && (
        <NewSecretCard
          told={fresh}
          now={listed.find((source) => source.key === fresh.source.key) ?? fresh.source}
          onClose={() => setFresh(null)}
        />
      )}
      <ViewNotice {...sources} />
      {listed.length === 0 && (
        <p className="rounded-card border border-hairline bg-surface p-6">
          No sender is set up. Sauron still looks at the repository by itself; results of tests come once a sender is
          added here, or from the project’s own <code className="font-mono text-log">tests.run</code>.
        </p>
      )}
      {listed.map((source) => (
        <SourceCard key={source.key} source={source} onTold={show} onChanged={reload} />
      ))}
      <Card title="Add a source">
        <AddSourceForm project={project} onAdded={show} />
      </Card>
    </SettingsFrame>
  );
}
