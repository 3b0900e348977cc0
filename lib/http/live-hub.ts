import type { Database } from "@/lib/db/client";
import { listenForChanges } from "@/lib/db/listen-for-changes";
import type { Change } from "@/lib/db/notify";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import { SauronError } from "@/lib/errors";
import type { Logger } from "@/lib/logger";
import { readLog } from "@/lib/queries/read-log-page";
import { readNowView } from "@/lib/queries/read-now-view";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { createLogFeed, type LogFeed, type LogId } from "./log-feed";
import { createViewTopic, type ViewTopic } from "./view-topic";

/**
 * What the viewers of one web process share. Every write notifies; the hub hears it over one connection, reads what is
 * watched once, and hands it to all who watch. As notices can be lost while the connection is, everything watched is
 * also looked at every few seconds.
 */
export interface LiveHub {
  watchProject(projectId: number): ViewTopic;
  watchRollout(rollout: { id: number; projectId: number; number: number }): ViewTopic;
  /** The feed is kept for as long as some `signal` it was asked with is not aborted. */
  watchLog(log: LogId, signal: AbortSignal): LogFeed;
  /** The time as the database last had it. */
  serverTime(): Date;
  close(): Promise<void>;
}

const usualLooks = { views: 5000, logs: 2000 };

type HubParts = {
  db: Database;
  databaseUrl: string;
  logger: Logger;
  /** How often everything watched is looked at without a notice. */
  lookAgainMs?: { views: number; logs: number };
};

export function createLiveHub({ db, databaseUrl, logger, lookAgainMs = usualLooks }: HubParts): LiveHub {
  const topics = new Map<string, ViewTopic>();
  const feeds = new Map<string, { feed: LogFeed; viewers: number }>();
  let clockOffset = 0;

  const touchViews = () => {
    for (const [key, topic] of topics) {
      if (topic.isWatched()) topic.touch();
      else topics.delete(key);
    }
  };
  const touchLogs = () => {
    for (const { feed } of feeds.values()) feed.touch();
  };
  const hear = (change: Change) => {
    // Lines of a log change no view.
    if (change.l) return void feeds.get(feedKey(logOf(change)))?.feed.touch();
    topics.get(`now:${change.p}`)?.touch();
    if (change.r !== undefined) topics.get(`rollout:${change.r}`)?.touch();
  };
  const listener = listenForChanges(databaseUrl, {
    onChange: hear,
    onReconnected() {
      touchViews();
      touchLogs();
    },
    onError: (error) => logger.warn({ err: error }, "lost the connection that tells of changes, reconnecting"),
  });
  const timers = [setInterval(touchViews, lookAgainMs.views), setInterval(touchLogs, lookAgainMs.logs)];
  for (const timer of timers) timer.unref();

  const openTopic = (key: string, read: (project: ProjectRow) => Promise<TimedView>, projectId: number) => {
    const known = topics.get(key);
    if (known) return known;
    const topic = createViewTopic(
      async () => {
        const view = await read(await findProjectOrThrow(db, projectId));
        clockOffset = Date.parse(view.serverTime) - Date.now();
        return view;
      },
      (error) => logger.warn({ err: error, view: key }, "a view could not be read, trying again"),
    );
    topics.set(key, topic);
    return topic;
  };

  return {
    watchProject: (id) => openTopic(`now:${id}`, (project) => readNowView(db.prisma, project), id),
    watchRollout: ({ id, projectId, number }) =>
      openTopic(`rollout:${id}`, (project) => readRolloutView(db.prisma, project, number), projectId),
    watchLog(log, signal) {
      const key = feedKey(log);
      const watched = feeds.get(key) ?? {
        feed: createLogFeed((question) => readLog(db.prisma, { log, ...question })),
        viewers: 0,
      };
      feeds.set(key, watched);
      watched.viewers += 1;
      const leave = () => {
        watched.viewers -= 1;
        if (watched.viewers === 0) feeds.delete(key);
      };
      if (signal.aborted) leave();
      else signal.addEventListener("abort", leave, { once: true });
      return watched.feed;
    },
    serverTime: () => new Date(Date.now() + clockOffset),
    async close() {
      for (const timer of timers) clearInterval(timer);
      await listener.close();
    },
  };
}

const feedKey = ({ kind, id }: LogId) => `${kind}:${id}`;

function logOf(change: Change): LogId {
  return change.t === undefined ? { kind: "rollout", id: change.r ?? 0 } : { kind: "test-run", id: change.t };
}

type TimedView = { seq: number; serverTime: string };

async function findProjectOrThrow(db: Database, id: number): Promise<ProjectRow> {
  const project = await findProject(db.prisma, id);
  if (!project) throw new SauronError("not-found", "There is no such project.");
  return project;
}
