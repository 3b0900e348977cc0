import { buildTargetContext } from "@/lib/domain/test-run/build-targets";
import type { Fact, IgnoredReason } from "../interpretation";
import { findSha } from "../read-sha";
import type { CallConduit } from "./call-conduit";
import { findObject, findObjects, type PhorgeObject } from "./phorge-objects";
import { readBuild } from "./read-phorge-build";
import type { ApiAnswer } from "./sender-api";

/** Where an object is looked up; `repository` is its callsign, short name or PHID. */
type Place = { phorge: string; repository: string };

type LookUp = (call: CallConduit, place: Place, phid: string) => Promise<ApiAnswer<Fact[]>>;

/** What is known of an object by its PHID; kinds that are not here have nothing for us. */
export const lookUpInPhorge: LookUp = async (call, place, phid) => {
  const kind = /^PHID-([A-Z]{4})-/.exec(phid)?.[1] ?? "";
  const lookUp = Object.hasOwn(lookUps, kind) ? lookUps[kind] : undefined;
  return lookUp ? lookUp(call, place, phid) : ignore("event-not-used");
};

const lookUps: Record<string, LookUp> = {
  CMIT: lookUpCommit,
  DREV: lookUpRevision,
  HMBB: lookUpBuildable,
  HMBD: lookUpBuild,
  HMBT: lookUpTarget,
};

/** A commit, with the builds of it: Phorge also tells of a commit when they end. */
async function lookUpCommit(call: CallConduit, place: Place, phid: string): Promise<ApiAnswer<Fact[]>> {
  const sha = await findCommit(call, place, phid);
  if (!sha.ok) return sha;
  if (typeof sha.value !== "string") return ignore(sha.value.ignored);
  const buildables = await findObjects(call, "buildable", { objectPHIDs: [phid] });
  if (!buildables.ok) return buildables;
  const phids = buildables.value.map((buildable) => buildable.phid);
  const builds = await tellBuilds(call, place, sha.value, phids);
  return builds.ok ? { ok: true, value: [{ fact: "commit", sha: sha.value }, ...builds.value] } : builds;
}

/** What lands of a revision is a commit of its own; its patches are no commits of the repository. */
async function lookUpRevision(call: CallConduit, place: Place, phid: string): Promise<ApiAnswer<Fact[]>> {
  const revision = await findObject(call, "revision", phid);
  if (!revision.ok) return revision;
  if (!revision.value) return hidden(phid);
  const { id, fields } = revision.value;
  const isOurs = await isOurRepository(call, place, fields.repositoryPHID ?? null);
  if (!isOurs.ok) return isOurs;
  if (!isOurs.value) return ignore("other-repository");
  const state = { published: "merged" as const, abandoned: "closed" as const }[fields.status.value] ?? "open";
  const patch = { headSha: null, fromFork: true, baseBranch: null, landedSha: null };
  return { ok: true, value: [{ fact: "change", number: id, state, ...patch }] };
}

async function lookUpBuildable(call: CallConduit, place: Place, phid: string): Promise<ApiAnswer<Fact[]>> {
  const sha = await findBuiltCommit(call, place, phid);
  if (!sha.ok) return sha;
  return typeof sha.value === "string" ? tellBuilds(call, place, sha.value, [phid]) : ignore(sha.value.ignored);
}

async function lookUpBuild(call: CallConduit, place: Place, phid: string): Promise<ApiAnswer<Fact[]>> {
  const build = await findObject(call, "build", phid);
  if (!build.ok) return build;
  if (!build.value) return hidden(phid);
  const sha = await findBuiltCommit(call, place, build.value.fields.buildablePHID);
  if (!sha.ok) return sha;
  if (typeof sha.value !== "string") return ignore(sha.value.ignored);
  return { ok: true, value: [tellBuild(place, sha.value, build.value)] };
}

/** One step says nothing that counts; its build does. */
async function lookUpTarget(call: CallConduit, place: Place, phid: string): Promise<ApiAnswer<Fact[]>> {
  const target = await findObject(call, "target", phid);
  if (!target.ok) return target;
  return target.value ? lookUpBuild(call, place, target.value.fields.buildPHID) : hidden(phid);
}

async function tellBuilds(
  call: CallConduit,
  place: Place,
  sha: string,
  buildables: string[],
): Promise<ApiAnswer<Fact[]>> {
  // Without a constraint every build there is would be found.
  if (buildables.length === 0) return { ok: true, value: [] };
  const builds = await findObjects(call, "build", { buildables });
  return builds.ok ? { ok: true, value: builds.value.map((build) => tellBuild(place, sha, build)) } : builds;
}

/** Each plan is a context of its own, so that one that passes does not hide another that failed. */
function tellBuild({ phorge }: Place, sha: string, build: PhorgeObject<"build">): Fact {
  const context = `${buildTargetContext}/${build.fields.name}`.slice(0, 200);
  return { fact: "test", sha, context, ...readBuild(build, phorge) };
}

type FoundCommit = string | { ignored: IgnoredReason };

/** Sha of the commit a buildable is of; a patch that has not landed is none. */
async function findBuiltCommit(call: CallConduit, place: Place, phid: string): Promise<ApiAnswer<FoundCommit>> {
  const buildable = await findObject(call, "buildable", phid);
  if (!buildable.ok) return buildable;
  if (!buildable.value) return hidden(phid);
  const object = buildable.value.fields.objectPHID;
  return object.startsWith("PHID-CMIT-") ? findCommit(call, place, object) : { ok: true, value: { ignored: "no-sha" } };
}

async function findCommit(call: CallConduit, place: Place, phid: string): Promise<ApiAnswer<FoundCommit>> {
  const commit = await findObject(call, "commit", phid);
  if (!commit.ok) return commit;
  if (!commit.value) return hidden(phid);
  const isOurs = await isOurRepository(call, place, commit.value.fields.repositoryPHID);
  if (!isOurs.ok) return isOurs;
  if (!isOurs.value) return { ok: true, value: { ignored: "other-repository" } };
  return { ok: true, value: findSha(commit.value.fields.identifier) ?? { ignored: "bad-sha" } };
}

/** One Phorge has many repositories, and its webhooks tell of all of them. */
async function isOurRepository(
  call: CallConduit,
  { repository }: Place,
  phid: string | null,
): Promise<ApiAnswer<boolean>> {
  if (repository.startsWith("PHID-REPO-")) return { ok: true, value: phid === repository };
  for (const name of ["callsigns", "shortNames"]) {
    const found = await findObjects(call, "repository", { [name]: [repository] });
    if (!found.ok) return found;
    if (found.value[0]) return { ok: true, value: found.value[0].phid === phid };
  }
  const reason = `It knows no repository "${repository}"; give the source's API its callsign, short name or PHID.`;
  return { ok: false, reason };
}

function ignore(reason: IgnoredReason): ApiAnswer<Fact[]> {
  return { ok: true, value: [{ fact: "ignored", reason }] };
}

function hidden(phid: string): { ok: false; reason: string } {
  return { ok: false, reason: `It knows no ${phid}, or hides it from this token.` };
}
