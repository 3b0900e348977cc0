import { expect, test } from "vitest";
import { describeBrowser } from "./describe-browser";

const webKit = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  ["Chrome 156 on Linux", `Mozilla/5.0 (X11; Linux x86_64) ${webKit} HeadlessChrome/156.0.0.0 Safari/537.36`],
  ["Edge 140 on Windows", `Mozilla/5.0 (Windows NT 10.0) ${webKit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.1.2`],
  ["Chrome 141 on Android", `Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/141.0.0.0 Mobile Safari/537.36`],
  ["Firefox 145 on macOS", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0"],
  [
    "Safari 26 on iPhone",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1",
  ],
  ["curl/8.5.0", "curl/8.5.0"],
])("%s", (browser, userAgent) => {
  expect(describeBrowser(userAgent)).toBe(browser);
});
