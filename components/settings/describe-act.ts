import type { AuditedAct } from "@/lib/contracts/audited-acts";
import { spellOut } from "./spell-out";

const words: Record<AuditedAct, string> = {
  abortRollout: "Abort",
  acceptInventory: "Accept a host list that drops hosts",
  answerQuestion: "Answer a question",
  applyProjectFile: "Apply a project file",
  askAgain: "Ask again about a declined rollout",
  changeSource: "Change a source",
  createPerson: "Add a person",
  createProject: "Add a project",
  createSource: "Add a source",
  createToken: "Make a token",
  decideHost: "Decide about a failed host",
  dropOldSecret: "End an old secret",
  endSessions: "End sessions",
  explainAbort: "Tell why it was aborted",
  finishFleet: "Finish a mixed fleet",
  finishProviderSignIn: "Sign in through the provider",
  freezeProject: "Freeze",
  haltAutomation: "Halt",
  killTest: "End a running test",
  leaveFleet: "Leave a fleet mixed",
  liftFreeze: "Lift a freeze",
  lockCommit: "Lock or unlock a commit",
  markCommit: "Mark a commit bad or good",
  reckonGroups: "Follow the groups of the provider",
  recordTestRun: "Report a test",
  removePerson: "Remove a person",
  rerunTest: "Run a test again",
  resendDelivery: "Work on a delivery again",
  resetPassword: "Set a new password",
  resolveHold: "Decide about a held rollout",
  restoreBackup: "Restore a backup",
  restoreProjectFile: "Apply an older project file",
  resumeAutomation: "Resume",
  revokeToken: "Revoke a token",
  rotateSecret: "Renew a secret",
  setHostAside: "Set a host aside",
  setMode: "Change the mode",
  setRole: "Change a role",
  setUp: "Set up the first admin",
  signIn: "Sign in",
  signOut: "Sign out",
  startRollback: "Roll back",
  startRollout: "Start a rollout",
  takeHostBack: "Take a host back",
};

/** "abortRollout" -> "Abort". An act this version does not know, or that was refused as a request, keeps its name. */
export function describeAct(name: string): string {
  return Object.hasOwn(words, name) ? words[name as AuditedAct] : spellOut(name);
}
