import type { EventStream } from "./event-stream";
import type { LiveHub } from "./live-hub";
import type { StreamRegistry } from "./stream-registry";
import type { SentView, ViewTopic } from "./view-topic";
import type { Watchers } from "./watchers";

type Watched = {
  projectId: number;
  /** Also sends these rollouts' views. */
  rollouts: { id: number; number: number }[];
  /** See `name-stream-caller.ts`. */
  caller: string;
  /** The newest view the reader has; it is not sent again. */
  after: number;
};

/**
 * Streams a project's Now view, and those of the rollouts asked for: as they are on connecting, then after each change. A
 * reader that is slow gets only the newest of what it missed.
 */
export function streamEvents(
  request: Request,
  web: { hub: LiveHub; streams: StreamRegistry; watchers: Watchers },
  watched: Watched,
): Response {
  const waiting = new Map<ViewTopic, { event: string; view: SentView }>();
  let stream: EventStream | null = null;
  const flush = () => {
    for (const [topic, { event, view }] of waiting) {
      if (!stream?.hasRoom()) return;
      waiting.delete(topic);
      stream.send({ event, data: view.json, id: view.seq });
    }
  };
  stream = web.streams.open(request, watched.caller, flush);
  web.watchers.watch(request, watched.projectId, stream.signal);
  const watch = (event: string, topic: ViewTopic) => {
    const leave = topic.subscribe((view) => {
      if (view.seq === watched.after) return;
      waiting.set(topic, { event, view });
      flush();
    });
    stream?.signal.addEventListener("abort", leave, { once: true });
    if (stream?.signal.aborted) leave();
  };
  watch("now", web.hub.watchProject(watched.projectId));
  for (const rollout of watched.rollouts) {
    watch("rollout", web.hub.watchRollout({ ...rollout, projectId: watched.projectId }));
  }
  return stream.response;
}
