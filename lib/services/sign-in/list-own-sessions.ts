import type { SessionView } from "@/lib/contracts/api-people";
import { listSessionsOf } from "@/lib/db/sessions";
import type { Tx } from "@/lib/db/transaction";
import { describeBrowser } from "@/lib/domain/access/describe-browser";
import { idleHours, type SignedInPerson } from "./find-person";

/** Where a person is signed in, the newest use first; none for a program, and for whom a proxy signs in. */
export async function listOwnSessions(tx: Tx, person: SignedInPerson | null): Promise<SessionView[]> {
  if (!person) return [];
  const sessions = await listSessionsOf(tx, person.userId, idleHours);
  return sessions.map(({ createdAt, seenAt, expiresAt, ipAddress, userAgent, id }) => ({
    id,
    startedAt: createdAt.toISOString(),
    seenAt: seenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    address: ipAddress,
    browser: userAgent && describeBrowser(userAgent),
    isThis: id === person.sessionId,
  }));
}
