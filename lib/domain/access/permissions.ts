import type { Role } from "./roles";

/** What a token can be made for. */
export const tokenScopes = ["report:write", "commit:write", "read", "deploy"] as const;

/** No token works longer than a year: what nobody renews, nobody needs. */
export const longestTokenDays = 365;

export type TokenScope = (typeof tokenScopes)[number];

/**
 * Everything that can be done through the API: which scopes of a token cover it, and which role a person needs at least.
 * A permission no scope covers is for people: settings that decide what else is trusted are not changed by a program
 * that somebody left a token to.
 */
export const permissions = {
  /** See what was done, is done, and comes next. */
  read: { scopes: ["read", "deploy"], role: "viewer" },
  /** Stop a rollout: easier than anything else. */
  abort: { scopes: ["deploy"], role: "viewer" },
  /** Start rollouts and rollbacks, and decide about one under way. */
  deploy: { scopes: ["deploy"], role: "operator" },
  /** Let a rollout go on that is held, although nothing speaks for it. */
  override: { scopes: [], role: "admin" },
  /** Say what the automation may do by itself: mode, freezes, halts, marks, locks, hosts set aside. */
  steer: { scopes: ["deploy"], role: "operator" },
  /** Have the repository or the hosts looked at now. */
  look: { scopes: ["commit:write", "deploy"], role: "operator" },
  /** Report results of tests. */
  report: { scopes: ["report:write"], role: "operator" },
  /** Have a test run again, or end one that runs. */
  runTests: { scopes: [], role: "operator" },
  /** Change projects, sources, tokens and what else is trusted. */
  configure: { scopes: [], role: "admin" },
  /** See who did what, and who was refused. */
  audit: { scopes: [], role: "admin" },
} as const satisfies Record<string, { scopes: readonly TokenScope[]; role: Role }>;

export type Permission = keyof typeof permissions;

export function isTokenScope(text: string): text is TokenScope {
  return (tokenScopes as readonly string[]).includes(text);
}

/** Why a token with these scopes may not do it; null when it may. */
export function refuseByScope(scopes: readonly TokenScope[], permission: Permission): string | null {
  const covering: readonly TokenScope[] = permissions[permission].scopes;
  if (covering.some((scope) => scopes.includes(scope))) return null;
  if (covering.length === 0) return "No token may do this; it is for people.";
  return `This token may not do this; it needs ${covering.join(" or ")}, and has ${scopes.join(", ") || "nothing"}.`;
}
