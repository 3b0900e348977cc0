import { reachesRole } from "./roles";
import { type PersonRoles, roleIn } from "./roles-of";

/** Whether these roles let somebody do anything, anywhere, that those before did not. */
export function gainsRights(before: PersonRoles, after: PersonRoles): boolean {
  const places = [null, ...Object.keys(before.inProject), ...Object.keys(after.inProject)];
  return places.some((place) => {
    const role = roleIn(after, place);
    return role !== null && !reachesRole(roleIn(before, place), role);
  });
}
