import type { SourceKind } from "@/lib/contracts/intake-views";
import { buildkite } from "./buildkite";
import { circleci } from "./circleci";
import { generic } from "./generic";
import { gerrit } from "./gerrit";
import { git } from "./git";
import { forgejo, gitea } from "./gitea";
import { github } from "./github";
import { gitlab } from "./gitlab";
import { jenkins } from "./jenkins";
import { phorge } from "./phorge";
import type { Sender } from "./sender";

/** How every kind of sender speaks. The kind of the source decides, never a header: some carry another one's name. */
export const senders: Record<SourceKind, Sender> = {
  github,
  gitlab,
  gitea,
  forgejo,
  jenkins,
  buildkite,
  circleci,
  gerrit,
  phorge,
  git,
  generic,
};
