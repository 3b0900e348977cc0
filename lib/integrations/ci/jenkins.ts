import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import { hasToken } from "./authenticity";
import { digestBody, digestKey } from "./delivery-key";
import { findStatus } from "./find-status";
import type { Fact } from "./interpretation";
import { splitAddress } from "./is-other-repository";
import { parseJsonBody, tryParseJson } from "./parse-json-body";
import { findSha } from "./read-sha";
import { readShape } from "./read-shape";
import { findTime } from "./read-time";
import type { Sender, TrackedProject } from "./sender";

/** What the Notification plugin sends at each phase of a build. */
const notificationSchema = z.object({
  name: z.string(),
  build: z.object({
    number: z.number().int().nonnegative(),
    phase: z.string(),
    status: z.string().nullish(),
    full_url: z.string().nullish(),
    timestamp: z.number().nullish(),
    duration: z.number().nullish(),
    scm: z.object({ commit: z.string().nullish(), url: z.string().nullish() }).nullish(),
  }),
});

/** What Jenkins' own API answers about a job, as a script may pass it on. */
const buildsSchema = z.object({
  builds: z.array(
    z.object({
      number: z.number().int().nonnegative(),
      result: z.string().nullish(),
      timestamp: z.number().nullish(),
      duration: z.number().nullish(),
      url: z.string().nullish(),
      actions: z
        .array(
          z
            .object({
              lastBuiltRevision: z.object({ SHA1: z.string().nullish() }).nullish(),
              remoteUrls: z.array(z.string()).nullish(),
            })
            .nullish(),
        )
        .nullish(),
    }),
  ),
});

/** How a build ended. A word that is not here gives no verdict. */
export const jenkinsWords: Record<string, TestRunStatus> = {
  SUCCESS: "passed",
  UNSTABLE: "failed",
  FAILURE: "failed",
  ABORTED: "cancelled",
  NOT_BUILT: "cancelled",
};

const endPhases = new Set(["COMPLETED", "FINALIZED"]);

/** A status is believed only once the build has ended: the plugin's own example shows one at its start. */
function statusOfBuild(phase: string, result: string | null | undefined): TestRunStatus {
  if (endPhases.has(phase)) return findStatus(jenkinsWords, result ?? "") ?? "unknown";
  return phase === "STARTED" ? "running" : "pending";
}

export const jenkins: Sender = {
  isAuthentic: ({ headers }, secrets) => hasToken(headers, secrets),
  readDeliveryKey({ body }) {
    const told = notificationSchema.safeParse(tryParseJson(body));
    if (!told.success) return digestBody(body);
    const { name, build } = told.data;
    return digestKey([name, build.number, build.phase, build.status ?? null]);
  },
  readEvent({ body }) {
    const told = notificationSchema.safeParse(tryParseJson(body));
    return told.success ? told.data.build.phase : null;
  },
  interpret({ body }, project) {
    const payload = parseJsonBody(body);
    const isPage = payload !== null && typeof payload === "object" && "builds" in payload;
    return isPage ? readBuilds(payload, project) : [readNotification(payload)];
  },
  keptHeaders: ["content-type", "user-agent"],
  describeSetup: ({ url, secret }) => [
    { where: "Manage Jenkins → Credentials → Add → Secret text with the id sauron", text: secret },
    {
      where: "Jenkinsfile: post { always { … } } of the pipeline",
      text: `withCredentials([string(credentialsId: 'sauron', variable: 'SAURON')]) {
  withEnv(['RESULT=' + currentBuild.currentResult]) {
    sh '''
      printf '{"name": "%s", "build": {"number": %s, "phase": "COMPLETED", "status": "%s", "full_url": "%s", "scm": {"commit": "%s"}}}' \\
        "$JOB_NAME" "$BUILD_NUMBER" "$RESULT" "$BUILD_URL" "$GIT_COMMIT" |
      curl --fail-with-body --max-time 20 -H "Authorization: Bearer $SAURON" -H "Content-Type: application/json" -d @- ${url}
    '''
  }
}`,
    },
    {
      where:
        "Or the Notification plugin: job → Job Notifications → Add endpoint, format JSON, protocol HTTP, all events",
      text: url.replace("://", `://sauron:${secret}@`),
    },
  ],
};

function readNotification(payload: unknown): Fact {
  const { name, build } = readShape(notificationSchema, payload);
  if (!build.scm?.commit) return { fact: "ignored", reason: "no-sha" };
  const sha = findSha(build.scm.commit);
  if (sha === null) return { fact: "ignored", reason: "bad-sha" };
  const startedAt = findTime(build.timestamp);
  const hasEnded = endPhases.has(build.phase);
  return {
    fact: "test",
    sha,
    context: storableText(name),
    status: statusOfBuild(build.phase, build.status),
    attempt: build.number,
    externalId: String(build.number),
    url: keepLink(build.full_url),
    startedAt,
    finishedAt: hasEnded ? endOf(startedAt, build.duration) : null,
  };
}

function endOf(startedAt: Date | null, duration: number | null | undefined): Date | null {
  return startedAt && duration ? findTime(startedAt.getTime() + duration) : null;
}

function readBuilds(payload: unknown, project: TrackedProject): Fact[] {
  return readShape(buildsSchema, payload).builds.map((build): Fact => {
    const sha = findSha(findOwnBuildData(build.actions ?? [], project)?.lastBuiltRevision?.SHA1);
    if (sha === null) return { fact: "ignored", reason: "no-sha" };
    const startedAt = findTime(build.timestamp);
    return {
      fact: "test",
      sha,
      context: storableText(nameOfJob(build.url)),
      status: statusOfBuild(build.result ? "COMPLETED" : "QUEUED", build.result),
      attempt: build.number,
      externalId: String(build.number),
      url: keepLink(build.url),
      startedAt,
      finishedAt: build.result ? endOf(startedAt, build.duration) : null,
    };
  });
}

type BuildData = {
  lastBuiltRevision?: { SHA1?: string | null | undefined } | null | undefined;
  remoteUrls?: string[] | null | undefined;
};

/** A build that also checks out libraries tells of each: the one of our own repository counts, or the only one. */
function findOwnBuildData(actions: (BuildData | null | undefined)[], project: TrackedProject): BuildData | null {
  const told = actions.filter((action): action is BuildData => !!action?.lastBuiltRevision);
  const ours = splitAddress(project.repositoryUrl);
  const isOurs = (address: string) => {
    const theirs = splitAddress(address);
    return !!ours && !!theirs && ours.host === theirs.host && ours.path === theirs.path;
  };
  return told.find((data) => data.remoteUrls?.some(isOurs)) ?? (told.length === 1 ? (told[0] ?? null) : null);
}

/** `…/job/<name>/<number>/` */
function nameOfJob(url: string | null | undefined): string {
  const name = /\/job\/([^/]+)\/\d+\/?$/.exec(url ?? "")?.[1] ?? "jenkins";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
