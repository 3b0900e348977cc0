import type { ApiRoute } from "@/lib/contracts/api-route";
import { SauronError } from "@/lib/errors";

/**
 * A token speaks for one project: where a request may name one, the token's is meant, and no other may be named. A
 * route that is about something of unnamed projects is closed to tokens.
 * @returns the query with the project in it
 * @throws SauronError "forbidden"
 */
export function keepToProject<Query extends Record<string, unknown>>(
  route: ApiRoute,
  token: { project: string },
  { params, query }: { params: Record<string, unknown>; query: Query },
): Query {
  if (route.needsToken || route.permission === null) return query;
  const { project } = token;
  const inPath = route.params !== undefined && "slug" in route.params.shape;
  const inQuery = route.query !== undefined && "project" in route.query.shape;
  if (!inPath && !inQuery) {
    throw new SauronError("forbidden", "This address is about no project of its own, so a token cannot use it.");
  }
  const named = inPath ? params.slug : query.project;
  if (named !== undefined && named !== project) {
    throw new SauronError("forbidden", `This token is for project "${project}" alone, not for "${String(named)}".`);
  }
  return inQuery ? { ...query, project } : query;
}
