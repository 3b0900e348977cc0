import { settings } from "./settings.mjs";
import { newestStories, preview } from "./stories.mjs";

const readers = new Map([
  ["anna", "Anna"],
  ["jonas", "Jonas"],
]);

export function showFrontPage(cookies) {
  const reader = readers.get(cookies.get("reader")) ?? "reader";
  const items = newestStories(settings.frontPageStories).map((story) => `<li>${story.title}: ${preview(story)}</li>`);
  const title = `<title>${settings.siteName}</title>`;
  const body = `<h1>${settings.greeting}, ${reader}</h1><ul>${items.join("")}</ul><footer>${settings.footer}</footer>`;
  return { status: 200, html: `<!doctype html>${title}${body}` };
}
