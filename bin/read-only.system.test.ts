import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LeashedProcess, spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { inTime } from "@/lib/testing/in-time";

const root = join(import.meta.dirname, "..");
const dataDir = mkdtempSync(join(tmpdir(), "sauron read only "));
let sauron: LeashedProcess | null = null;

/**
 * What a container makes of a machine, without one: all but the directory for temporary files is read-only, and whoever
 * runs in it is a user without rights. The second namespace takes away what the first gave to arrange it.
 */
const enclosure = `
set -e
temporary=$1 root=$2
shift 2
mount --bind "$temporary" "$temporary"
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount -o remount,bind,ro /
for place in / /var "$root" "$root/.next" "$root/node_modules"; do
  [ ! -w "$place" ] || { echo "$place can still be written" >&2; exit 1; }
done
exec unshare --user --map-user=65534 --map-group=65534 -- setpriv --no-new-privs -- "$@"
`;

function enclosed(...command: string[]): [string, ...string[]] {
  return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", enclosure, "sh", tmpdir(), root, ...command];
}

/** Why this system encloses nothing; null = it does. */
function whyNot(): string | null {
  const [program, ...args] = ["unshare", "--user", "--map-root-user", "--mount", "true"];
  const tried = spawnSync(program as string, args, { encoding: "utf8" });
  return tried.status === 0 ? null : `no user namespaces here: ${tried.stderr?.trim() || tried.error?.message}`;
}

beforeAll(() => execFileSync(process.execPath, [join(root, "bin/sauron.mjs"), "build"], { stdio: "ignore" }), 600_000);
afterAll(async () => {
  await sauron?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("a built Sauron runs where it can write its data alone, as a user without rights", async (context) => {
  const reason = whyNot();
  if (reason !== null) context.skip(reason);
  const own = { DATABASE_URL: "", SAURON_OWNER_DATABASE_URL: "", REDIS_URL: "", SAURON_SECRET_KEY: "", SAURON_URL: "" };
  const env = { ...process.env, ...own, HOME: dataDir, SAURON_DATA_DIR: dataDir, SAURON_PORT: "0" };
  const argv = enclosed(process.execPath, join(root, "bin/sauron.mjs"), "start");
  sauron = spawnLeashed({ argv, cwd: dataDir, env, stopSignal: "TERM", graceSeconds: 30, output: "pipe" });
  let said = "";
  for (const output of [sauron.child.stdout, sauron.child.stderr]) {
    output?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }

  await expect.poll(() => said, inTime).toMatch(/Ready at \S+|^sauron: /m);
  const [, url] = /Ready at (\S+)/.exec(said) ?? [];
  expect(url, said).toBeDefined();
  const askHealth = async () => (await fetch(`${url}/api/v1/health`)).json();
  await expect.poll(askHealth, inTime).toEqual({ ok: true, database: true, workersAlive: 1 });
  const page = await fetch(`${url}/sign-in`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("Sign in")]);

  await sauron.stop();
  await expect.poll(() => said, inTime).toMatch(/Stopped\n$/);
  expect(said).not.toMatch(/EROFS|EACCES|EPERM|read-only file system|permission denied/i);
  expect(readdirSync(dataDir)).toEqual(expect.arrayContaining(["postgres", "secret-key"]));
});
