import { z } from "zod";
import { type CallConduit, createConduitCaller, findPhorge } from "./call-conduit";
import { lookUpInPhorge } from "./look-up-in-phorge";
import { findObject } from "./phorge-objects";
import { readBuild, readTarget } from "./read-phorge-build";
import type { ApiAnswer, AskedRun, CommitStatus, RunAnswer, SenderApi, SenderApiAccess } from "./sender-api";

/** What Harbormaster calls how the tests stand; it has no word for an error. */
const messageOf = { pending: "work", success: "pass", failure: "fail", error: "fail" } as const;

/** Phorge and Phabricator. A run is a build of Harbormaster, or a build target that told of itself. */
export function createPhorgeApi(access: SenderApiAccess): SenderApi {
  const call = createConduitCaller(access);
  const phorge = findPhorge(access.url);
  return {
    answerBuild: (build, status) => answerBuild(call, build, status),
    readRun: (run) => readRun(call, phorge, run),
    rerun: (run) => rerun(call, run),
    lookUp: (object) => lookUpInPhorge(call, { phorge, repository: access.repository }, object),
  };
}

/** The end goes with a test result of its own, which shows what is said about it. */
function answerBuild(call: CallConduit, build: string, status: CommitStatus): Promise<ApiAnswer<null>> {
  const type = messageOf[status.state];
  const details = [status.description, status.targetUrl].filter((line) => line !== null).join("\n");
  const unit = type === "work" ? [] : [{ name: status.context, result: type, details }];
  return sendMessage(call, build, { type, unit });
}

function sendMessage(
  call: CallConduit,
  receiver: string,
  message: { type: string; unit?: { name: string; result: string; details: string }[] },
): Promise<ApiAnswer<null>> {
  return call("harbormaster.sendmessage", { receiver, ...message }, z.null());
}

async function readRun(call: CallConduit, phorge: string, run: AskedRun): Promise<ApiAnswer<RunAnswer | null>> {
  if (run.externalId === null) return { ok: true, value: null };
  if (isTarget(run.externalId)) {
    const target = await findObject(call, "target", run.externalId);
    return target.ok ? { ok: true, value: target.value && readTarget(target.value) } : target;
  }
  const build = await findObject(call, "build", run.externalId);
  return build.ok ? { ok: true, value: build.value && readBuild(build.value, phorge) } : build;
}

/** A build is restarted as a whole, and then asks with new targets. */
async function rerun(call: CallConduit, { externalId }: AskedRun): Promise<ApiAnswer<null>> {
  const build = await findBuild(call, externalId);
  if (!build.ok) return build;
  if (build.value === null) return { ok: false, reason: "It has no build there that can be repeated." };
  return sendMessage(call, build.value, { type: "restart" });
}

/** The build a run is known by, or whose target it is. */
async function findBuild(call: CallConduit, externalId: string | null): Promise<ApiAnswer<string | null>> {
  if (externalId === null || !isTarget(externalId)) return { ok: true, value: externalId };
  const target = await findObject(call, "target", externalId);
  return target.ok ? { ok: true, value: target.value?.fields.buildPHID ?? null } : target;
}

function isTarget(phid: string): boolean {
  return phid.startsWith("PHID-HMBT-");
}
