import type { SourceKind } from "@/lib/contracts/intake-views";
import { createGiteaApi } from "./gitea-api";
import { createGithubApi } from "./github-api";
import { createGitlabApi } from "./gitlab-api";
import { createJenkinsApi } from "./jenkins-api";
import type { SenderApi, SenderApiAccess } from "./sender-api";

type Create = (access: SenderApiAccess) => SenderApi;

/** Kinds of senders that have an API we speak. */
const apis: Partial<Record<SourceKind, Create>> = {
  github: createGithubApi,
  gitlab: createGitlabApi,
  gitea: createGiteaApi,
  forgejo: createGiteaApi,
  jenkins: createJenkinsApi,
};

/** The API of a sender's own; null when its kind has none that we speak. */
export function openSenderApi(access: SenderApiAccess & { kind: SourceKind }): SenderApi | null {
  return apis[access.kind]?.(access) ?? null;
}
