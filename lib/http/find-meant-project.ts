import type { ApiRoute } from "@/lib/contracts/api-route";
import { type PersonRoles, placeOfBestRole } from "@/lib/domain/access/roles-of";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { findRequestedSource } from "@/lib/queries/find-requested-source";

type Reader = Parameters<typeof findRequestedProject>[0];
type Asked = { roles: PersonRoles; params: Record<string, unknown>; query: Record<string, unknown> };

/**
 * The slug of the project whose role counts for a request of a person: the one it names, that of the source it names, or
 * the only one there is; null = the role in all projects counts.
 * @throws SauronError as `findRequestedProject` does
 */
export async function findMeantProject(
  route: ApiRoute,
  tx: Reader,
  { roles, params, query }: Asked,
): Promise<string | null> {
  const named = params.slug ?? query.project;
  if (typeof named === "string") return named;
  if (typeof params.key === "string") return (await findRequestedSource(tx, params.key)).project.slug;
  if (route.unnamed === "all") return null;
  if (route.unnamed === "any") return placeOfBestRole(roles);
  return (await findRequestedProject(tx, null)).slug;
}
