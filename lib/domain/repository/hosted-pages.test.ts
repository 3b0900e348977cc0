import { expect, test } from "vitest";
import { findHostedPages } from "./hosted-pages";

test.each([
  ["https://github.com/shop/web.git", "https://github.com/shop/web/compare/a...b"],
  ["git@github.com:shop/web.git", "https://github.com/shop/web/compare/a...b"],
  ["ssh://git@gitlab.example.org:2222/shop/front/web", "https://gitlab.example.org/shop/front/web/-/compare/a...b"],
  ["https://robot:secret@codeberg.org/shop/web/", "https://codeberg.org/shop/web/compare/a...b"],
  ["https://git.example.org/shop/web", null],
  ["git@bitbucket.org:shop/web.git", "https://bitbucket.org/shop/web/branches/compare/b..a"],
  ["/srv/git/github.com/web.git", null],
  ["file:///srv/git/web.git", null],
  ["https://notgithub.com/shop/web", null],
  ['https://github.com/shop/"onclick=x', null],
])("the difference of two revisions of %s is at %s", (url, address) => {
  expect(findHostedPages(url)?.diff("a", "b") ?? null).toBe(address);
});

test("a commit has a page of its own", () => {
  expect(findHostedPages("git@github.com:shop/web.git")?.commit("abc")).toBe("https://github.com/shop/web/commit/abc");
  expect(findHostedPages("https://gitlab.com/shop/web.git")?.commit("abc")).toBe(
    "https://gitlab.com/shop/web/-/commit/abc",
  );
});
