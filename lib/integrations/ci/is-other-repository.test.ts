import { expect, test } from "vitest";
import { isOtherRepository } from "./is-other-repository";

const isOther = (repositoryUrl: string, address: string | null, name: string | null) =>
  isOtherRepository({ trunk: "main", repositoryUrl }, { address, name });

test.each<[string, string | null, string | null, boolean]>([
  ["https://github.com/shop/web.git", "https://github.com/shop/web", "shop/web", false],
  ["git@github.com:shop/web.git", "https://github.com/shop/web", "shop/web", false],
  ["ssh://git@github.com:22/shop/web", "https://github.com/Shop/Web", "Shop/Web", false],
  ["git@github.com:shop/web.git", "https://github.com/ana/web", "ana/web", true],
  ["https://mirror.example.org/web.git", "https://github.com/ana/web", "ana/web", false],
  ["/srv/git/web.git", "https://github.com/ana/web", "ana/web", false],
  ["git@github.com:shop/web.git", null, null, false],
])("%s against %s", (ours, address, name, expected) => {
  expect(isOther(ours, address, name)).toBe(expected);
});
