"use client";

import { useCallback, useState } from "react";
import { ActButton } from "@/components/access/act-button";
import { useNow } from "@/components/live/clock";
import { tokenStatus } from "@/components/settings/token-status";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { TokenView } from "@/lib/contracts/api-access";

interface TokenTableProps {
  project: string;
  tokens: readonly TokenView[];
  onChanged: () => void;
}

/** Every token there was: how it begins, what for, how long, who made it, and when it was used last. */
export function TokenTable({ project, tokens, onChanged }: TokenTableProps) {
  const [asked, setAsked] = useState<{ name: string; trigger: HTMLElement } | null>(null);
  const close = useCallback(() => setAsked(null), []);
  const finish = useCallback(() => {
    setAsked(null);
    onChanged();
  }, [onChanged]);
  return (
    <>
      <ScrollRegion label="Tokens">
        <table className="w-full text-left">
          <caption className="sr-only">Tokens of the project, by name</caption>
          <thead className="text-meta text-ink-2">
            <tr className="border-b border-hairline">
              {["Name", "Begins with", "State", "Scopes", "Made", "Last used"].map((word) => (
                <th key={word} scope="col" className="py-2 pr-4 font-semibold">
                  {word}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <TokenRow
                key={token.name}
                token={token}
                onRevoke={(trigger) => setAsked({ name: token.name, trigger })}
              />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {asked && (
        <ConfirmDialog
          asks={{
            needs: "configure",
            title: `Revoke ${asked.name}?`,
            consequence: "Whatever uses it is refused from then on. It cannot be brought back, only made anew.",
            path: `/api/v1/projects/${project}/tokens/${encodeURIComponent(asked.name)}/revoke`,
            body: noBody,
            confirm: "Revoke",
            sending: "Revoking…",
            cancel: "Keep it",
            look: "danger",
          }}
          trigger={asked.trigger}
          onDone={finish}
          onClose={close}
        />
      )}
    </>
  );
}

const noBody = {};

function TokenRow({ token, onRevoke }: { token: TokenView; onRevoke: (trigger: HTMLElement) => void }) {
  const status = tokenStatus(token, useNow());
  const works = status.code !== "skip";
  return (
    <tr data-row="" data-state={status.code} className="border-b border-hairline align-top last:border-b-0">
      <th scope="row" className="py-2 pr-4 font-semibold">
        {token.name}
      </th>
      <td className="py-2 pr-4 font-mono text-log whitespace-nowrap">{token.prefix ? `${token.prefix}…` : "—"}</td>
      <td className="py-2 pr-4 whitespace-nowrap">
        <StatusText status={status} />{" "}
        <span className="text-ink-2">
          {works && "until "}
          <Time at={token.revokedAt ?? token.expiresAt} relative={false} />
        </span>
      </td>
      <td className="py-2 pr-4 font-mono text-log whitespace-nowrap">{token.scopes.join(" ")}</td>
      <td className="py-2 pr-4 whitespace-nowrap">
        <Time at={token.createdAt} relative={false} />
        {token.createdBy && <span className="block text-ink-2">by {token.createdBy}</span>}
      </td>
      <td className="py-2 pr-4 whitespace-nowrap">{token.lastUsedAt ? <Time at={token.lastUsedAt} /> : "never"}</td>
      <td className="py-2 text-right">
        {works && (
          <ActButton needs="configure" aria-haspopup="dialog" onClick={(event) => onRevoke(event.currentTarget)}>
            Revoke…<span className="sr-only"> {token.name}</span>
          </ActButton>
        )}
      </td>
    </tr>
  );
}
