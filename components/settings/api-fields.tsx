"use client";

import { describeSourceKind } from "@/components/settings/source-kinds";
import { TextField } from "@/components/ui/field";
import type { SourceKind } from "@/lib/contracts/intake-views";

export interface ApiDraft {
  url: string;
  repository: string;
  token: string;
}

export const emptyApi: ApiDraft = { url: "", repository: "", token: "" };

/** The API as the server takes it; null when nothing is written. An empty token leaves the one it has. */
export function toApiBody(draft: ApiDraft): { url: string; repository: string; token?: string } | null {
  const [url, repository, token] = [draft.url.trim(), draft.repository.trim(), draft.token.trim()];
  if (url === "" && repository === "") return null;
  return { url, repository, ...(token === "" ? {} : { token }) };
}

/** Why the API cannot be taken as it is written; null when it can. */
export function findApiProblem({ url, repository }: ApiDraft): string | null {
  if (url.trim() === "" && repository.trim() === "") return null;
  if (!/^https?:\/\/[^\s/]+/.test(url.trim())) return "Write the address of the API, beginning with https://.";
  return repository.trim() === "" ? "Write what the repository or job is called there." : null;
}

/** What a sender is asked about, where that is no repository or job, or has several names. */
const namedThere: Partial<Record<SourceKind, { label: string; example: string }>> = {
  buildkite: { label: "Slug of the organization", example: "shop" },
  circleci: { label: "Slug of the project", example: "gh/shop/web" },
  phorge: { label: "Callsign, short name or PHID of the repository", example: "WEB" },
};

interface ApiFieldsProps {
  kind: SourceKind;
  draft: ApiDraft;
  hasToken: boolean;
  onChange: (draft: ApiDraft) => void;
}

/** Where a sender itself can be asked. */
export function ApiFields({ kind, draft, hasToken, onChange }: ApiFieldsProps) {
  const named = namedThere[kind] ?? { label: "Its name of the repository or job", example: "shop/web" };
  return (
    <>
      <TextField
        label="Address of its API"
        value={draft.url}
        placeholder={describeSourceKind(kind).apiExample ?? ""}
        onChange={(event) => onChange({ ...draft, url: event.target.value })}
        hint="Sauron asks there about results that stay away and for another attempt, and tells git hosts of its own tests."
      />
      <TextField
        label={named.label}
        value={draft.repository}
        placeholder={named.example}
        onChange={(event) => onChange({ ...draft, repository: event.target.value })}
      />
      <TextField
        label="Token"
        type="password"
        value={draft.token}
        onChange={(event) => onChange({ ...draft, token: event.target.value })}
        hint={
          hasToken
            ? "It has one, which stays when this is left empty and the address is on the same server."
            : "Needed where reading takes one. It is never shown again."
        }
      />
    </>
  );
}
