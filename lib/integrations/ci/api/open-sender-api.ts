import { type AskableKind, isAskable, type SourceKind } from "@/lib/contracts/intake-views";
import { createBuildkiteApi } from "./buildkite-api";
import { createCircleciApi } from "./circleci-api";
import { createForgejoApi, createGiteaApi } from "./gitea-api";
import { createGithubApi } from "./github-api";
import { createGitlabApi } from "./gitlab-api";
import { createJenkinsApi } from "./jenkins-api";
import { createPhorgeApi } from "./phorge-api";
import type { SenderApi, SenderApiAccess } from "./sender-api";

type Create = (access: SenderApiAccess) => SenderApi;

const apis: Record<AskableKind, Create> = {
  github: createGithubApi,
  gitlab: createGitlabApi,
  gitea: createGiteaApi,
  forgejo: createForgejoApi,
  jenkins: createJenkinsApi,
  buildkite: createBuildkiteApi,
  circleci: createCircleciApi,
  phorge: createPhorgeApi,
};

/** The API of a sender's own; null when its kind has none that we speak. */
export function openSenderApi(access: SenderApiAccess & { kind: SourceKind }): SenderApi | null {
  return isAskable(access.kind) ? apis[access.kind](access) : null;
}
