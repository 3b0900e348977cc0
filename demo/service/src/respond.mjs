import { showFeed } from "./feed.mjs";
import { showFrontPage } from "./front-page.mjs";
import { logIn } from "./login.mjs";
import { listStories, showStory } from "./stories.mjs";

const bodyLimit = 16 * 1024;

/** Answers one request: `{status, headers, body}`. What a page throws becomes a 500. */
export async function respond(request, { revision }) {
  try {
    return render(await route(request, new URL(request.url, "http://localhost"), revision));
  } catch (error) {
    process.stderr.write(`${request.method} ${request.url}: ${error.stack}\n`);
    return render({ status: 500, json: { error: "Something broke." } });
  }
}

async function route(request, url, revision) {
  const key = `${request.method} ${url.pathname}`;
  if (key === "GET /") return showFrontPage(parseCookies(request.headers.cookie ?? ""));
  if (key === "GET /feed") return showFeed(url);
  if (key === "GET /stories") return listStories(url);
  if (key === "POST /login") return logIn(new URLSearchParams(await readBody(request)));
  if (key === "GET /healthz") return { status: 200, json: { ok: true, revision } };
  const story = /^GET \/stories\/(\d+)$/.exec(key);
  if (story) return showStory(story[1]);
  return { status: 404, json: { error: "Not found." } };
}

function render(answer) {
  const body = answer.html ?? `${JSON.stringify(answer.json)}\n`;
  const headers = {
    "content-type": answer.html ? "text/html; charset=utf-8" : "application/json",
    "content-length": Buffer.byteLength(body),
    "cache-control": answer.maxAge ? `public, max-age=${answer.maxAge}` : "no-store",
  };
  return { status: answer.status, headers, body };
}

function parseCookies(text) {
  return new Map(text.split("; ").map((pair) => pair.split("=", 2)));
}

async function readBody(request) {
  let text = "";
  for await (const part of request) {
    text += part;
    if (text.length > bodyLimit) throw new Error("The body is too large.");
  }
  return text;
}
