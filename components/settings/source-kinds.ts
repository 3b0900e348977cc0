import type { AskableKind, SourceKind } from "@/lib/contracts/intake-views";

interface SourceKindWords {
  name: string;
  /** What it can tell. */
  tells: string;
  /** Address of its own API, as an example; null = it has none that Sauron asks. */
  apiExample: string | null;
}

const kinds = {
  github: { name: "GitHub", tells: "pushes, checks and commit statuses", apiExample: "https://api.github.com" },
  gitlab: { name: "GitLab", tells: "pushes and pipelines", apiExample: "https://gitlab.example.org/api/v4" },
  gitea: { name: "Gitea", tells: "pushes and commit statuses", apiExample: "https://gitea.example.org/api/v1" },
  forgejo: { name: "Forgejo", tells: "pushes and commit statuses", apiExample: "https://forgejo.example.org/api/v1" },
  jenkins: { name: "Jenkins", tells: "builds", apiExample: "https://jenkins.example.org" },
  buildkite: { name: "Buildkite", tells: "builds", apiExample: "https://api.buildkite.com/v2" },
  circleci: { name: "CircleCI", tells: "workflows", apiExample: "https://circleci.com/api/v2" },
  gerrit: { name: "Gerrit", tells: "pushes, merged changes and votes of tests", apiExample: null },
  phorge: {
    name: "Phorge or Phabricator",
    tells: "commits, revisions and builds",
    apiExample: "https://phorge.example.org",
  },
  git: { name: "A git server (post-receive hook)", tells: "pushes", apiExample: null },
  generic: { name: "Anything that can send JSON", tells: "test results", apiExample: null },
} as const satisfies {
  [Kind in SourceKind]: SourceKindWords & { apiExample: Kind extends AskableKind ? string : null };
};

/** Every kind, in the order they are offered. */
export const sourceKinds = Object.keys(kinds) as SourceKind[];

export function describeSourceKind(kind: SourceKind): SourceKindWords {
  return kinds[kind];
}
