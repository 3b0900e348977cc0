/** What a tab wants to hear about: a project, and one of its rollouts if it shows one. */
export interface LiveTopic {
  project: string;
  rollout: number | null;
}

/** One stream per project carries everything that all tabs of this browser want of it. */
export interface StreamWish {
  project: string;
  rollouts: number[];
}

/** Projects that a browser hears about at most: with two logs that leaves one of its six connections to a server free. */
const mostHeard = 3;

/**
 * Which wishes can be fulfilled, and the projects for which there is no room.
 * @param topics what was looked at last comes last
 */
export function chooseHeard(topics: readonly LiveTopic[]): { heard: LiveTopic[]; unheard: string[] } {
  const projects = [...new Set(topics.map((topic) => topic.project).reverse())];
  const unheard = projects.slice(mostHeard);
  return { heard: topics.filter((topic) => !unheard.includes(topic.project)), unheard };
}

/** Adds up the wishes of all tabs: projects and rollouts in a fixed order, each once. */
export function mergeTopics(topics: Iterable<LiveTopic>): StreamWish[] {
  const byProject = new Map<string, Set<number>>();
  for (const { project, rollout } of topics) {
    const rollouts = byProject.get(project) ?? new Set<number>();
    if (rollout !== null) rollouts.add(rollout);
    byProject.set(project, rollouts);
  }
  return [...byProject]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([project, rollouts]) => ({ project, rollouts: [...rollouts].sort((a, b) => a - b) }));
}

/** The stream's address; `after` is the highest number that was seen of this project. */
export function streamAddress(wish: StreamWish, after: number): string {
  const query = new URLSearchParams({ project: wish.project });
  for (const rollout of wish.rollouts) query.append("rollout", String(rollout));
  if (after > 0) query.set("after", String(after));
  return `/api/v1/events?${query}`;
}

/** Whether a stream that carries `open` has to be opened anew to carry `wish`; carrying too much is no reason. */
export function lacks(open: StreamWish, wish: StreamWish): boolean {
  return wish.rollouts.some((rollout) => !open.rollouts.includes(rollout));
}
