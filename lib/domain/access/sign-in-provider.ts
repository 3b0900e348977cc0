import type { Role } from "./roles";
import type { GroupRole } from "./roles-of-groups";

/** The provider of identities with which people sign in, if there is one. */
export type SignInProvider = {
  /** As the button says it. */
  name: string;
  discoveryUrl: string;
  clientId: string;
  /** Null = a public client. */
  clientSecret: string | null;
  scopes: string[];
  /** The claim that lists a person's groups. */
  groupsClaim: string;
  groupRoles: GroupRole[];
};

/** With what a provider can be asked about somebody who has signed in. */
export type ProviderTokens = {
  accessToken: string;
  /** Until when that is good, ISO; null = not told. */
  expiresAt: string | null;
  /** Gets new ones; null = none was given. */
  refreshToken: string | null;
};

const groupRole = /^([^=,]+)=(viewer|operator|admin)(?:@([\w.-]+))?$/;

/** Reads "GROUP=ROLE" or "GROUP=ROLE@PROJECT", with commas between; null when it cannot be read. */
export function parseGroupRoles(text: string): GroupRole[] | null {
  const parts = text.split(",").map((part) => groupRole.exec(part.trim()));
  const read = parts.flatMap((part) =>
    part ? [{ group: part[1]?.trim() ?? "", role: part[2] as Role, project: part[3] ?? null }] : [],
  );
  return read.length === parts.length ? read : null;
}
