import type { Status } from "@/components/ui/status";
import type { TokenView } from "@/lib/contracts/api-access";

/** From so long before its end a token is said to end soon, so that somebody makes a new one in time; ms. */
const noticeTime = 7 * 24 * 3600 * 1000;

/** Whether a token works at `now`, ms. */
export function tokenStatus(token: Pick<TokenView, "revokedAt" | "expiresAt">, now: number): Status {
  if (token.revokedAt !== null) return { code: "skip", word: "Revoked" };
  const left = Date.parse(token.expiresAt) - now;
  if (left <= 0) return { code: "skip", word: "Expired" };
  return left <= noticeTime ? { code: "warn", word: "Ends soon" } : { code: "ok", word: "Works" };
}
