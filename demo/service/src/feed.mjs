import { settings } from "./settings.mjs";
import { newestStories, preview } from "./stories.mjs";

export function showFeed(url) {
  const since = Number(url.searchParams.get("since") ?? 0);
  const fresh = newestStories(settings.feedPageSize).filter((story) => story.publishedAt > since);
  const items = fresh.map((story) => ({ id: story.id, title: story.title, preview: preview(story) }));
  return { status: 200, json: { items }, maxAge: settings.feedMaxAgeSeconds };
}
