import type { BannerCause } from "@/components/shell/find-banner";

/** Which causes of a banner the page at `path` tells itself: saying them twice would only push the page down. */
export function toldCauses(path: string, project: string, askingRollout: number | null): readonly BannerCause[] {
  const base = `/p/${project}`;
  if (path === base) return ["halted", "question", "backlog", "tests"];
  if (path === `${base}/approve`) return ["backlog"];
  if (askingRollout !== null && path === `${base}/rollouts/${askingRollout}`) return ["question"];
  return [];
}
