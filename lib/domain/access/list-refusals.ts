import { type Permission, permissions } from "./permissions";

/** What somebody may not do and why not, for everything that can be done; null = may. */
export type Refusals = Record<Permission, string | null>;

export function listRefusals(refuse: (permission: Permission) => string | null): Refusals {
  const all = Object.keys(permissions) as Permission[];
  return Object.fromEntries(all.map((permission) => [permission, refuse(permission)])) as Refusals;
}
