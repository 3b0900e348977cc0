import { readFileSync } from "node:fs";
import { settings } from "./settings.mjs";

const stories = JSON.parse(readFileSync(new URL("../content/stories.json", import.meta.url), "utf8"));

export function newestStories(count) {
  return [...stories].sort((a, b) => b.publishedAt - a.publishedAt).slice(0, count);
}

export function preview(story) {
  const { previewLength } = settings;
  return story.text.length > previewLength ? `${story.text.slice(0, previewLength)}…` : story.text;
}

export function listStories(url) {
  const wanted = url.searchParams.get("q")?.toLowerCase() ?? "";
  const found = stories.filter((story) => story.title.toLowerCase().includes(wanted));
  return { status: 200, json: found.slice(0, settings.searchResults).map(({ id, title }) => ({ id, title })) };
}

export function showStory(id) {
  const story = stories.find((candidate) => candidate.id === Number(id));
  if (!story) return { status: 404, json: { error: "There is no such story." } };
  const related = stories.filter((other) => other.id !== story.id && other.topic === story.topic);
  const links = related.slice(0, settings.relatedStories).map((other) => `/stories/${other.id}`);
  return { status: 200, json: { ...story, related: links }, maxAge: settings.storyMaxAgeSeconds };
}
