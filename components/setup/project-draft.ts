import { sourceKinds } from "@/components/settings/source-kinds";
import type { SourceKind } from "@/lib/contracts/intake-views";

/** What a person has written so far about a project to be added. */
export interface ProjectDraft {
  project: string;
  url: string;
  trunk: string;
  privateKey: string;
  /** A host a line: `user@host:port label=value`. */
  hostLines: string;
  /** Lines of a known_hosts file whose keys the person trusts. */
  knownHosts: string;
  /** Fingerprints that a person has confirmed, by `address:port`. */
  pins: Record<string, string>;
  deploy: "script" | "commands";
  script: string;
  commands: string;
  health: string;
  accessLog: string;
  logFormat: "combined" | "common";
  sender: SourceKind | "none";
  /** A command that Sauron runs for every commit; empty = it runs none. */
  testCommand: string;
}

export const emptyDraft: ProjectDraft = {
  project: "",
  url: "",
  trunk: "main",
  privateKey: "~/.ssh/sauron_ed25519",
  hostLines: "",
  knownHosts: "",
  pins: {},
  deploy: "script",
  script: "",
  commands: "",
  health: "",
  accessLog: "",
  logFormat: "combined",
  sender: "github",
  testCommand: "",
};

/** A draft as it was stored; whatever is not of its shape is left out, since an older Sauron may have written it. */
export function readDraft(stored: string | null): ProjectDraft {
  const value = parseObject(stored);
  const texts = Object.entries(emptyDraft).flatMap(([name, empty]) =>
    typeof empty === "string" && typeof value[name] === "string" ? [[name, value[name]]] : [],
  );
  const draft = { ...emptyDraft, ...Object.fromEntries(texts) } as ProjectDraft;
  const pins = Object.entries(parseObject(value.pins)).filter(([, pin]) => typeof pin === "string");
  return {
    ...draft,
    pins: Object.fromEntries(pins) as Record<string, string>,
    deploy: draft.deploy === "commands" ? "commands" : "script",
    logFormat: draft.logFormat === "common" ? "common" : "combined",
    sender: sourceKinds.find((kind) => kind === draft.sender) ?? "none",
  };
}

function parseObject(value: unknown): Record<string, unknown> {
  if (typeof value === "string") {
    try {
      return parseObject(JSON.parse(value));
    } catch {
      return {};
    }
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
