import { askableKinds, isAskable, type SourceKind } from "@/lib/contracts/intake-views";
import { SauronError } from "@/lib/errors";

/**
 * An address that nobody would ever ask must not look as if somebody did.
 * @throws SauronError "bad-request" when Sauron does not speak the API of this kind
 */
export function refuseUnspokenApi(kind: SourceKind): void {
  if (isAskable(kind)) return;
  const message = `Sauron cannot ask a source of the kind ${kind}; leave its API out. It can ask ${askableKinds.join(", ")}.`;
  throw new SauronError("bad-request", message);
}
