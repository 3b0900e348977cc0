"use client";

import { useCallback, useState } from "react";
import { NewTokenCard } from "@/components/settings/new-token-card";
import { NewTokenForm } from "@/components/settings/new-token-form";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { TokenTable } from "@/components/settings/token-table";
import { useApiView } from "@/components/settings/use-api-view";
import { ViewNotice } from "@/components/settings/view-notice";
import { Card } from "@/components/ui/card";
import type { NewToken, TokenView } from "@/lib/contracts/api-access";

interface TokensScreenProps {
  project: string;
  initial: { tokens: TokenView[] };
}

/** Programs that may use the API for this project, and what for. */
export function TokensScreen({ project, initial }: TokensScreenProps) {
  const tokens = useApiView(`/api/v1/projects/${project}/tokens`, initial);
  const [fresh, setFresh] = useState<NewToken | null>(null);
  const { reload, view } = tokens;
  const isRevoked = view.tokens.some(({ name, revokedAt }) => name === fresh?.name && revokedAt !== null);
  const show = useCallback(
    (told: NewToken) => {
      setFresh(told);
      reload();
    },
    [reload],
  );
  return (
    <SettingsFrame project={project} area="tokens">
      <p className="max-w-[72ch] text-ink-2">
        A token lets a program use the API for this project, for what it is made for and for a time. Sauron keeps only
        its fingerprint.
      </p>
      {fresh && !isRevoked && <NewTokenCard key={fresh.token} told={fresh} onClose={() => setFresh(null)} />}
      <ViewNotice {...tokens} />
      <Card title="Tokens">
        {view.tokens.length === 0 ? (
          <p className="text-ink-2">There is no token yet.</p>
        ) : (
          <TokenTable project={project} tokens={view.tokens} onChanged={reload} />
        )}
      </Card>
      <Card title="Make a token">
        <NewTokenForm project={project} onMade={show} />
      </Card>
    </SettingsFrame>
  );
}
