import type { NewSource } from "@/lib/contracts/intake-views";
import type { SourceRow } from "@/lib/db/sources";
import { senders } from "@/lib/integrations/ci/senders";
import { buildSourceView, hookPath } from "@/lib/queries/build-source-view";

/**
 * A source with its new secret, which is told this once, and what to paste where.
 * @param baseUrl address of this Sauron as its senders reach it
 */
export function tellSecret(source: SourceRow, told: { project: string; secret: string; baseUrl: string }): NewSource {
  const { project, secret, baseUrl } = told;
  const url = new URL(hookPath(source.key), baseUrl).href;
  const setup = senders[source.kind].describeSetup({ url, secret });
  return { source: buildSourceView(source, project), secret, setup };
}
