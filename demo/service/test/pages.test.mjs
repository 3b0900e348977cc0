import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import { combinedLine } from "../src/access-log.mjs";
import { respond } from "../src/respond.mjs";
import { settings } from "../src/settings.mjs";

function request(method, url, { body = "", headers = {} } = {}) {
  return Object.assign(Readable.from([body]), { method, url, headers, httpVersion: "1.1" });
}

function answer(...parts) {
  return respond(request(...parts), { revision: "abc" });
}

test("the front page greets a reader", async () => {
  const page = await answer("GET", "/", { headers: { cookie: "theme=dark; reader=anna" } });
  assert.equal(page.status, 200);
  assert.match(page.body, new RegExp(`<h1>${settings.greeting}, Anna</h1>`));
});

test("the feed has what is newer than asked for", async () => {
  const page = await answer("GET", "/feed?since=5");
  assert.equal(page.status, 200);
  assert.ok(JSON.parse(page.body).items.every((item) => item.id > 5));
});

test("a story names related stories", async () => {
  const page = await answer("GET", "/stories/1");
  assert.equal(page.status, 200);
  assert.ok(JSON.parse(page.body).related.length >= 1);
});

test("stories are found by title", async () => {
  const page = await answer("GET", "/stories?q=tide");
  assert.deepEqual(
    JSON.parse(page.body).map((story) => story.title),
    ["A tide table by heart"],
  );
});

test("a login opens a session", async () => {
  const page = await answer("POST", "/login", { body: "name=Anna+Berg&password=long+enough+for+all" });
  assert.equal(page.status, 200);
  assert.match(JSON.parse(page.body).session, /^[0-9a-f]{24}$/);
});

test("health tells the revision", async () => {
  assert.deepEqual(JSON.parse((await answer("GET", "/healthz")).body), { ok: true, revision: "abc" });
});

test("an unknown path is not found", async () => {
  assert.equal((await answer("GET", "/nowhere")).status, 404);
});

test("the access log has the combined format", () => {
  const asked = request("GET", "/feed", { headers: { "user-agent": 'a "reader"' } });
  assert.equal(
    combinedLine(asked, { status: 200, body: "four" }, new Date(0)),
    '127.0.0.1 - - [01/Jan/1970:00:00:00 +0000] "GET /feed HTTP/1.1" 200 4 "-" "a \\"reader\\""',
  );
});
