import { describe, expect, test } from "vitest";
import { findUrlProblem, hideSecrets } from "./repository-url";

describe("findUrlProblem", () => {
  test.each([
    "https://git.example.org/shop/web.git",
    "http://127.0.0.1:8080/web.git",
    "ssh://git@git.example.org:2222/web.git",
    "https://ana:p%40ss@git.example.org/web%20shop.git?a=b",
    "http://[fd12::1]:8080/web.git",
    "https://git_1.example.org./web.git",
    "file:///srv/web.git",
    "git@git.example.org:shop/web.git",
    "githost:shop/web.git",
    "/srv/web.git",
    "./web.git",
    "../web.git",
    "~/web.git",
  ])("%s is one", (url) => {
    expect(findUrlProblem(url)).toBeNull();
  });

  test.each([
    ["", /no address/],
    ["-upload-pack=x", /begins with a dash/],
    ["https://h/x\ny", /control character/],
    ["git://git.example.org/web.git", /must begin with/],
    ["ext::sh -c id", /of the kind ext::/],
    ["https://", /names no host/],
    ["ssh://-oProxyCommand=id/x", /names no host/],
    ["http://%31%36%39.254.169.254/x.git", /read as another one/],
    ["http://１６９.254.169.254/x.git", /read as another one/],
    ["ssh://x%40169.254.169.254%2f@git.example.org/x.git", /read as another one/],
    ["ssh://git.example.org?@169.254.169.254/x.git", /read as another one/],
    ["https://git.example.org\\@169.254.169.254\\/x.git", /read as another one/],
    ["web.git", /neither a URL nor a path/],
  ])("%j is none", (url, problem) => {
    expect(findUrlProblem(url)).toMatch(problem);
  });

  test.each(["ftp://oauth2:TOKEN@git.example.org/web.git", "-oauth2:TOKEN@git.example.org", "https://oauth2:TOKEN@"])(
    "what it says of %s tells no secret",
    (url) => {
      expect(findUrlProblem(url)).not.toBeNull();
      expect(findUrlProblem(url)).not.toContain("TOKEN");
    },
  );
});

describe("hideSecrets", () => {
  test.each([
    ["https://oauth2:TOKEN@host/x.git", "https://***@host/x.git"],
    ["https://TOKEN@host/x.git", "https://***@host/x.git"],
    ["http://u:TO@KEN@host:8080/x.git", "http://***@host:8080/x.git"],
    ["ssh://git:TOKEN@host/x.git", "ssh://***@host/x.git"],
    [
      "fatal: unable to access 'https://u:TOKEN@host/x.git/': gone",
      "fatal: unable to access 'https://***@host/x.git/': gone",
    ],
  ])("%s", (text, hidden) => {
    expect(hideSecrets(text)).toBe(hidden);
  });

  test.each([
    "https://host/x.git",
    "https://host/@scope/x.git",
    "ssh://git@host:2222/x.git",
    "git@host:shop/x.git",
    "/srv/x.git",
  ])("%s has none", (text) => {
    expect(hideSecrets(text)).toBe(text);
  });
});
