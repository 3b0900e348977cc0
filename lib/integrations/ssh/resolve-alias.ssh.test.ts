import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { resolveAlias } from "./resolve-alias";

const folder = mkdtempSync(join(tmpdir(), "sauron ssh config "));
afterAll(() => rmSync(folder, { recursive: true }));

const config = join(folder, "config");
writeFileSync(
  config,
  `Host web-eu
  HostName 192.0.2.7
  Port 2222
  User deploy
Host db-*
  HostName %h.example.org
Host own
  User ${userInfo().username}
`,
);

test.each([
  ["an alias", "web-eu", { address: "192.0.2.7", port: 2222, user: "deploy" }],
  ["a pattern", "db-1", { address: "db-1.example.org", port: 22, user: null }],
  ["an address that is none", "192.0.2.8", { address: "192.0.2.8", port: 22, user: null }],
  ["a person's own user", "own", { address: "own", port: 22, user: null }],
])("OpenSSH says what stands for %s", (_title, address, resolved) => {
  expect(resolveAlias(address, config)).toEqual(resolved);
});

test("an address stands as it is where there is no configuration, or one that OpenSSH refuses", () => {
  expect(resolveAlias("web-eu", join(folder, "none"))).toBeNull();
  const broken = join(folder, "broken");
  writeFileSync(broken, "Hosst web-eu\n");
  expect(resolveAlias("web-eu", broken)).toBeNull();
});

test("an address is never an option of ssh", () => {
  expect(resolveAlias("-oProxyCommand=touch /tmp/never", config)).toBeNull();
});
