import { randomUUID } from "node:crypto";
import { epochSeconds, type Hook, isoSeconds, jsonHook, type Push, signHex } from "./hook";

type AnnouncePush = (push: Push, secret: string) => Hook;

const listCommits = (push: Push) => [
  { id: push.after, message: push.message, timestamp: isoSeconds(push.at), author: push.author },
];

const ref = (push: Push) => `refs/heads/${push.branch}`;

const ofGitHub: AnnouncePush = (push, secret) =>
  jsonHook(
    {
      ref: ref(push),
      before: push.before,
      after: push.after,
      created: false,
      deleted: false,
      forced: false,
      repository: { full_name: "harbour/web", default_branch: "main" },
      commits: listCommits(push).map((commit) => ({ ...commit, distinct: true })),
      head_commit: listCommits(push)[0],
    },
    (text) => ({
      "x-github-event": "push",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${signHex(secret, text)}`,
    }),
  );

const ofGitLab: AnnouncePush = (push, secret) =>
  jsonHook(
    {
      object_kind: "push",
      event_name: "push",
      before: push.before,
      after: push.after,
      checkout_sha: push.after,
      ref: ref(push),
      project: { id: 7, path_with_namespace: "harbour/web", default_branch: "main" },
      commits: listCommits(push),
      total_commits_count: 1,
    },
    () => ({ "x-gitlab-event": "Push Hook", "x-gitlab-event-uuid": randomUUID(), "x-gitlab-token": secret }),
  );

const giteaBody = (push: Push) => ({
  ref: ref(push),
  before: push.before,
  after: push.after,
  total_commits: 1,
  repository: { full_name: "harbour/web", default_branch: "main" },
  commits: listCommits(push),
});

/** Both call themselves by the names of their forebears too. */
const giteaHeaders = (signature: string) => ({
  "x-gitea-event": "push",
  "x-gogs-event": "push",
  "x-github-event": "push",
  "x-gitea-delivery": randomUUID(),
  "x-gitea-signature": signature,
});

const ofGitea: AnnouncePush = (push, secret) =>
  jsonHook(giteaBody(push), (text) => giteaHeaders(signHex(secret, text)));

const ofForgejo: AnnouncePush = (push, secret) =>
  jsonHook(giteaBody(push), (text) => {
    const signature = signHex(secret, text);
    return { ...giteaHeaders(signature), "x-forgejo-event": "push", "x-forgejo-signature": signature };
  });

const ofGerrit: AnnouncePush = (push, secret) =>
  jsonHook(
    {
      type: "ref-updated",
      refUpdate: { oldRev: push.before, newRev: push.after, refName: ref(push), project: "web" },
      submitter: push.author,
      eventCreatedOn: epochSeconds(push.at),
    },
    () => ({ authorization: `Basic ${Buffer.from(`sauron:${secret}`).toString("base64")}` }),
  );

const ofPlainGit: AnnouncePush = (push, secret) => ({
  headers: { "content-type": "text/plain", authorization: `Bearer ${secret}` },
  body: `${push.before} ${push.after} ${ref(push)}\n`,
});

/** How each kind of git host tells of a push. */
export const gitHosts = {
  github: ofGitHub,
  gitlab: ofGitLab,
  gitea: ofGitea,
  forgejo: ofForgejo,
  gerrit: ofGerrit,
  git: ofPlainGit,
} as const satisfies Record<string, AnnouncePush>;
