"use client";

import { TextField } from "@/components/ui/field";
import type { EventStreamView } from "@/lib/contracts/event-stream";

export interface StreamDraft {
  host: string;
  port: string;
  user: string;
  privateKey: string;
  hostKey: string;
  repository: string;
}

const emptyStream: StreamDraft = { host: "", port: "", user: "", privateKey: "", hostKey: "", repository: "" };

export function draftStream(stream: EventStreamView | null): StreamDraft {
  return stream ? { ...stream, port: String(stream.port) } : emptyStream;
}

type StreamBody = Omit<StreamDraft, "port" | "repository"> & { port?: number; repository?: string };

/** The stream as the server takes it; null when nothing is written. */
export function toStreamBody(draft: StreamDraft): StreamBody | null {
  if (isEmpty(draft)) return null;
  const [port, repository] = [draft.port.trim(), draft.repository.trim()];
  return {
    host: draft.host.trim(),
    user: draft.user.trim(),
    privateKey: draft.privateKey.trim(),
    hostKey: draft.hostKey.trim(),
    ...(port === "" ? {} : { port: Number(port) }),
    ...(repository === "" ? {} : { repository }),
  };
}

/** Why the stream cannot be taken as it is written; null when it can. */
export function findStreamProblem(draft: StreamDraft): string | null {
  if (isEmpty(draft)) return null;
  if (!/^[\w.:-]+$/.test(draft.host.trim())) return "Write the name of Gerrit’s SSH server, without user or port.";
  if (!/^\d*$/.test(draft.port.trim())) return "Write the port as a number.";
  if (draft.user.trim() === "") return "Write which user of Gerrit listens.";
  if (!/^~?\//.test(draft.privateKey.trim())) return "Write the path of the private key, beginning with / or ~/.";
  if (!/^SHA256:[A-Za-z0-9+/]{43}$/.test(draft.hostKey.trim()))
    return "Write the fingerprint of the host key as SHA256:… and 43 characters.";
  return null;
}

function isEmpty(draft: StreamDraft): boolean {
  return Object.values(draft).every((value) => value.trim() === "");
}

/** Where a worker listens to what a Gerrit tells over SSH. */
export function StreamFields({ draft, onChange }: { draft: StreamDraft; onChange: (draft: StreamDraft) => void }) {
  return (
    <>
      {fields.map(({ name, label, placeholder, hint }) => (
        <TextField
          key={name}
          label={label}
          value={draft[name]}
          placeholder={placeholder}
          onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
          {...(hint && { hint })}
        />
      ))}
    </>
  );
}

const fields: { name: keyof StreamDraft; label: string; placeholder: string; hint?: string }[] = [
  { name: "host", label: "SSH server of Gerrit", placeholder: "gerrit.example.org" },
  { name: "port", label: "Port", placeholder: "29418" },
  {
    name: "user",
    label: "User of Gerrit",
    placeholder: "sauron",
    hint: "One with the global capability Stream Events, who may read the repository.",
  },
  {
    name: "privateKey",
    label: "Path of the private key",
    placeholder: "~/.ssh/gerrit_ed25519",
    hint: "On the workers’ machines; without a passphrase. The key itself is never stored.",
  },
  {
    name: "hostKey",
    label: "Fingerprint of the host key",
    placeholder: "SHA256:…",
    hint: "A server that shows another key is refused. Compare it with whoever runs Gerrit.",
  },
  {
    name: "repository",
    label: "Gerrit’s name of the repository",
    placeholder: "shop/web",
    hint: "May be left empty when Sauron fetches the repository from the same server.",
  },
];
