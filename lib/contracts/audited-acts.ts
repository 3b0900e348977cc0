import type { ApiRouteName, apiRoutes } from "./api";

type PostRoute = {
  [Name in ApiRouteName]: (typeof apiRoutes)[Name]["method"] extends "POST" ? Name : never;
}[ApiRouteName];

/** Routes that change something: each writes one audit entry, in the transaction of the change. */
export const auditedRoutes = [
  "abortRollout",
  "acceptInventory",
  "answerQuestion",
  "askAgain",
  "changeSource",
  "createPerson",
  "createProject",
  "createSource",
  "createToken",
  "decideHost",
  "dropOldSecret",
  "endSessions",
  "explainAbort",
  "extendCanary",
  "finishFleet",
  "forceStop",
  "freezeProject",
  "haltAutomation",
  "killTest",
  "leaveFleet",
  "liftFreeze",
  "lockCommit",
  "markCommit",
  "recordTestRun",
  "removePerson",
  "rerunTest",
  "resendDelivery",
  "resetPassword",
  "resolveHold",
  "restoreProjectFile",
  "resumeAutomation",
  "revokeToken",
  "rotateSecret",
  "setHostAside",
  "setMode",
  "setRole",
  "setUp",
  "signIn",
  "signOut",
  "startRollback",
  "startRollout",
  "stopCanary",
  "takeHostBack",
] as const satisfies PostRoute[];

/** What is written besides: by commands, as a browser comes back from the provider of identities, and as that is asked. */
export const otherAuditedActs = ["applyProjectFile", "finishProviderSignIn", "reckonGroups"] as const;

/** What is written where no use-case can: by the transaction that makes the database. */
const auditedDatabaseActs = ["restoreBackup"] as const;

export const auditedActs = [...auditedRoutes, ...otherAuditedActs, ...auditedDatabaseActs];

export type AuditedAct = (typeof auditedActs)[number];

/** Routes that take a body and are no act of anybody, and why that is so. Refusals of them are audited like all others. */
export const readLikeRoutes = {
  beginProviderSignIn: "tells where to go; the sign-in is written when the browser is back",
  askHosts: "lets a worker ask hosts sooner what it asks them anyway",
  checkHosts: "lets a worker see whether hosts let it in, and changes nothing there",
  createChecks: "lets a worker look at what is not in force yet",
  fetchTrunk: "lets a worker read the repository sooner than it does anyway",
  reportCounters: "brings a measurement many times a minute, and the rollout keeps what its canary was judged by",
  rehearseCanaries: "judges the past by other limits, and stores nothing",
  reviewProjectFile: "reads a file, and stores nothing",
} as const satisfies Partial<Record<PostRoute, string>>;
