import type { WantedEventStream } from "@/lib/contracts/event-stream";
import { hasEventStream } from "@/lib/contracts/has-event-stream";
import type { SourceKind } from "@/lib/contracts/intake-views";
import type { StreamSettings } from "@/lib/db/source-streams";
import { SauronError } from "@/lib/errors";
import { splitAddress } from "@/lib/integrations/ci/is-other-repository";

/**
 * A stream as it is stored: with the name of the repository, as a Gerrit tells of all its repositories at once.
 * @throws SauronError "bad-request" when this kind of sender has none, or the repository has to be named
 */
export function resolveStream(
  wanted: WantedEventStream,
  { kind, repositoryUrl }: { kind: SourceKind; repositoryUrl: string },
): StreamSettings {
  if (!hasEventStream(kind)) {
    const message = `Only a Gerrit has a stream of events; leave it out of a source of the kind ${kind}.`;
    throw new SauronError("bad-request", message);
  }
  const repository = wanted.repository ?? findRepository(wanted.host, repositoryUrl);
  if (repository) return { ...wanted, repository };
  const message = `Say what Gerrit calls the repository, e.g. shop/web: Sauron does not fetch it from ${wanted.host}, so its address does not tell.`;
  throw new SauronError("bad-request", message);
}

/** Gerrit's name of a repository that is fetched from the same host; `a/` before it only asks for a login. */
function findRepository(host: string, repositoryUrl: string): string | null {
  const address = splitAddress(repositoryUrl);
  if (!address || address.host !== host.toLowerCase()) return null;
  return /^https?:/i.test(repositoryUrl) ? address.path.replace(/^a\//, "") : address.path;
}
