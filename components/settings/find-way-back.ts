import type { AuditEntryView } from "@/lib/contracts/audit-views";
import type { AuditedAct } from "@/lib/contracts/audited-acts";

export interface WayBack {
  word: string;
  address: string;
}

type Done = { project: string; target: string; before: unknown };

/** Where what an act has changed is changed again. Acts that nothing can take back, such as an abort, have no such place. */
const places: Partial<Record<AuditedAct, (done: Done) => WayBack | null>> = {
  applyProjectFile: backToVersion,
  restoreProjectFile: backToVersion,
  lockCommit: onCommit,
  markCommit: onCommit,
  freezeProject: onNow,
  haltAutomation: onNow,
  setMode: onNow,
  setHostAside: inSettings("hosts"),
  takeHostBack: inSettings("hosts"),
  createSource: inSettings("sources"),
  changeSource: inSettings("sources"),
  createToken: inSettings("tokens"),
  createPerson: inSettings("people"),
  setRole: inSettings("people"),
  startRollout: ({ project }) => ({ word: "Roll back…", address: `/p/${project}/rollback` }),
};

/** The way back from an entry of the audit; null where nothing was done or nothing can be taken back. */
export function findWayBack({ action, project, target, outcome, details }: AuditEntryView): WayBack | null {
  if (outcome !== "done" || project === null || !Object.hasOwn(places, action)) return null;
  return places[action as AuditedAct]?.({ project, target, before: details?.before }) ?? null;
}

function backToVersion({ project, before }: Done): WayBack | null {
  const revision = (before as { revision?: unknown } | null | undefined)?.revision;
  if (typeof revision !== "number") return null;
  const address = `/p/${project}/settings/project?revision=${revision}`;
  return { word: `Version ${revision}, to apply it again`, address };
}

function onCommit({ project, target }: Done): WayBack | null {
  const sha = /^commit ([0-9a-f]+)$/.exec(target)?.[1];
  return sha === undefined ? null : { word: "Change it on the commit's page", address: `/p/${project}/commits/${sha}` };
}

function onNow({ project }: Done): WayBack {
  return { word: "Change it on Now", address: `/p/${project}` };
}

function inSettings(area: string): (done: Done) => WayBack {
  return ({ project }) => ({ word: `Change it in ${area}`, address: `/p/${project}/settings/${area}` });
}
