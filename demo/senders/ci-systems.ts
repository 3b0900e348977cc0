import { randomUUID } from "node:crypto";
import { type BuildReport, epochSeconds, type Hook, isoSeconds, jsonHook, signHex } from "./hook";

type TellBuild = (report: BuildReport, secret: string) => Hook;

const wordsOf = <T>(words: Record<BuildReport["status"], T>, report: BuildReport): T => words[report.status];

const link = (report: BuildReport, system: string) => `https://${system}.example/harbour/web/${report.build}`;

const bearer = (secret: string) => () => ({ authorization: `Bearer ${secret}` });

const ofGitHub: TellBuild = (report, secret) =>
  jsonHook(
    {
      action: report.status === "running" ? "created" : "completed",
      check_run: {
        id: report.build,
        name: "unit",
        head_sha: report.sha,
        status: report.status === "running" ? "in_progress" : "completed",
        conclusion: wordsOf({ running: null, passed: "success", failed: "failure" }, report),
        html_url: link(report, "github"),
        details_url: link(report, "github"),
        started_at: isoSeconds(report.startedAt),
        completed_at: report.finishedAt && isoSeconds(report.finishedAt),
      },
      repository: { full_name: "harbour/web", default_branch: "main" },
    },
    (text) => ({
      "x-github-event": "check_run",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${signHex(secret, text)}`,
    }),
  );

const gitlabTime = (time: Date) => `${time.toISOString().slice(0, 19).replace("T", " ")} UTC`;

const ofGitLab: TellBuild = (report, secret) =>
  jsonHook(
    {
      object_kind: "pipeline",
      object_attributes: {
        id: report.build,
        iid: report.build,
        ref: report.branch,
        tag: false,
        sha: report.sha,
        source: "push",
        status: wordsOf({ running: "running", passed: "success", failed: "failed" }, report),
        created_at: gitlabTime(report.startedAt),
        finished_at: report.finishedAt && gitlabTime(report.finishedAt),
        url: link(report, "gitlab"),
      },
      project: { id: 7, path_with_namespace: "harbour/web", default_branch: "main" },
    },
    () => ({ "x-gitlab-event": "Pipeline Hook", "x-gitlab-event-uuid": randomUUID(), "x-gitlab-token": secret }),
  );

const ofJenkins: TellBuild = (report, secret) =>
  jsonHook(
    {
      name: "web-unit",
      url: "job/web-unit/",
      build: {
        full_url: link(report, "jenkins"),
        number: report.build,
        timestamp: report.startedAt.getTime(),
        phase: report.status === "running" ? "STARTED" : "COMPLETED",
        ...(report.status === "running" ? {} : { status: report.status === "passed" ? "SUCCESS" : "FAILURE" }),
        scm: { url: "ssh://git.example/harbour/web.git", branch: `origin/${report.branch}`, commit: report.sha },
      },
    },
    bearer(secret),
  );

const ofBuildkite: TellBuild = (report, secret) =>
  jsonHook(
    {
      event: report.status === "running" ? "build.running" : "build.finished",
      build: {
        id: randomUUID(),
        number: report.build,
        state: report.status,
        blocked: false,
        commit: report.sha,
        branch: report.branch,
        web_url: link(report, "buildkite"),
        started_at: report.startedAt.toISOString(),
        finished_at: report.finishedAt?.toISOString() ?? null,
      },
      pipeline: { slug: "web" },
    },
    (text) => {
      const timestamp = epochSeconds(new Date());
      const signature = signHex(secret, `${timestamp}.${text}`);
      return {
        "x-buildkite-event": report.status === "running" ? "build.running" : "build.finished",
        "x-buildkite-signature": `timestamp=${timestamp},signature=${signature}`,
      };
    },
  );

/** It tells of finished workflows only. */
const ofCircleCi: TellBuild = (report, secret) =>
  jsonHook(
    {
      id: randomUUID(),
      type: "workflow-completed",
      happened_at: (report.finishedAt ?? report.startedAt).toISOString(),
      project: { slug: "github/harbour/web", name: "web" },
      workflow: {
        id: randomUUID(),
        name: "unit",
        status: report.status === "passed" ? "success" : "failed",
        created_at: report.startedAt.toISOString(),
        stopped_at: report.finishedAt?.toISOString() ?? null,
        url: link(report, "circleci"),
      },
      pipeline: { id: randomUUID(), number: report.build, vcs: { revision: report.sha, branch: report.branch } },
    },
    (text) => ({ "circleci-event-type": "workflow-completed", "circleci-signature": `v1=${signHex(secret, text)}` }),
  );

/** A review server's bot votes when it is done. */
const ofGerrit: TellBuild = (report, secret) =>
  jsonHook(
    {
      type: "comment-added",
      author: { name: "Builder" },
      approvals: [{ type: "Verified", value: report.status === "passed" ? "1" : "-1" }],
      patchSet: { number: 1, revision: report.sha, ref: "refs/changes/01/1/1" },
      change: { project: "web", branch: report.branch, number: report.build, status: "NEW" },
      refName: `refs/heads/${report.branch}`,
      eventCreatedOn: epochSeconds(report.finishedAt ?? report.startedAt),
    },
    () => ({ authorization: `Basic ${Buffer.from(`sauron:${secret}`).toString("base64")}` }),
  );

/** It binds a build target to its commit first, and names the target alone from then on. */
const ofPhorge: TellBuild = (report, secret) =>
  jsonHook(
    {
      buildTargetPHID: `PHID-HMBT-${`${report.build}`.padStart(20, "0")}`,
      ...(report.status === "running"
        ? { commit: report.sha }
        : { type: report.status === "passed" ? "pass" : "fail" }),
    },
    (text) => ({ "x-phabricator-webhook-signature": signHex(secret, text) }),
  );

const ofAnything: TellBuild = (report, secret) =>
  jsonHook(
    {
      sha: report.sha,
      context: "unit",
      status: report.status,
      url: link(report, "ci"),
      attempt: 1,
      startedAt: report.startedAt.toISOString(),
      ...(report.finishedAt && { finishedAt: report.finishedAt.toISOString() }),
    },
    bearer(secret),
  );

/** How each kind of CI system tells of a build, and whether it tells of one that has only begun. */
export const ciSystems = {
  github: { tell: ofGitHub, tellsOfStart: true },
  gitlab: { tell: ofGitLab, tellsOfStart: true },
  jenkins: { tell: ofJenkins, tellsOfStart: true },
  buildkite: { tell: ofBuildkite, tellsOfStart: true },
  circleci: { tell: ofCircleCi, tellsOfStart: false },
  gerrit: { tell: ofGerrit, tellsOfStart: false },
  phorge: { tell: ofPhorge, tellsOfStart: true },
  generic: { tell: ofAnything, tellsOfStart: true },
} as const satisfies Record<string, { tell: TellBuild; tellsOfStart: boolean }>;
