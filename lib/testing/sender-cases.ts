import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceKind } from "@/lib/contracts/intake-views";

const folder = join(import.meta.dirname, "payloads");

const forkedFrom = "https://github.com/hub4j/github-api";

/** A request of a sender, and what it has to be understood as; see the README beside the bodies. */
export type SenderCase = {
  id: string;
  provider: string;
  kind: SourceKind;
  file: string;
  headers: Record<string, string>;
  secret: string;
  body: Uint8Array;
  trunk: string;
  /** The project's repository, where the case is about it. */
  repositoryUrl: string;
  /** Epoch seconds at which it arrives; null = whenever. */
  now: number | null;
  expect: Expectation;
};

export type Expectation = { outcome: string; policy?: boolean } & Record<string, unknown>;

type StoredCase = {
  id: string;
  provider: string;
  file: string;
  request: { headers: Record<string, string>; secret: string };
  config: { trackedBranch: string; repository?: string; project?: string; remoteUrl?: string };
  expect: Expectation;
};

export function listSenderCases(): SenderCase[] {
  const { cases } = readJson<{ cases: StoredCase[] }>("index.json");
  return cases.map(({ id, provider, file, request, config, expect }) => {
    const { "x-test-now": sentAt, "x-note-now": _, ...headers } = request.headers;
    const arrival = expect.clock ?? sentAt;
    return {
      id: `${provider}/${id}`,
      provider,
      kind: (provider === "post-receive" ? "git" : provider) as SourceKind,
      file,
      headers,
      secret: request.secret,
      body: readFileSync(join(folder, file)),
      trunk: config.trackedBranch,
      // A case that names a repository is of a fork with the same hook: the project's is the one it was made from.
      repositoryUrl: config.remoteUrl ?? (config.repository ? forkedFrom : "https://git.example.org/web"),
      now: arrival === undefined ? null : Number(arrival),
      expect,
    };
  });
}

export type SignatureVector = {
  id: string;
  scheme: string;
  /** Several while one takes the place of the other. */
  secret: string | string[];
  body: string;
  headers: Record<string, string>;
  accept: boolean;
  now?: number;
};

export function listSignatureVectors(): SignatureVector[] {
  return readJson<{ vectors: SignatureVector[] }>("signature-vectors.json").vectors;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as T;
}
