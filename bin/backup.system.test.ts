import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const directory = mkdtempSync(join(tmpdir(), "sauron backup "));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type Said = { code: number; out: string; err: string };

/** The command as a person runs it, on a data directory of its own. */
function sauron(dataDir: string, ...argv: string[]): Promise<Said> {
  const env = { ...process.env, SAURON_DATA_DIR: dataDir, DATABASE_URL: "", SAURON_SECRET_KEY: "" };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "bin/sauron.mjs"), ...argv], { env, cwd: directory }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

test("what lies in one data directory is backed up, and restored into another one, with its key", async () => {
  const [one, other] = [join(directory, "one"), join(directory, "other")];
  const none = await sauron(one, "backup", directory);
  expect([none.code, none.err]).toEqual([1, expect.stringMatching(/There is no database in .*SAURON_DATA_DIR/s)]);
  expect(existsSync(one)).toBe(false);
  expect(await sauron(one, "migrate")).toMatchObject({ code: 0 });

  const backups = join(directory, "backups");
  mkdirSync(backups);
  const taken = await sauron(one, "backup", backups, "--with-key");
  expect(taken).toMatchObject({ code: 0, out: expect.stringContaining("keep the file as you would keep the key") });
  const [name = ""] = readdirSync(backups);
  expect(name).toMatch(/^sauron-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup$/);
  const file = join(backups, name);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await sauron(one, "backup", file);
  expect([again.code, again.err]).toEqual([1, expect.stringContaining("it is not overwritten")]);

  const restored = await sauron(other, "restore", file);
  expect(restored).toMatchObject({ code: 0, out: expect.stringContaining("The automation is halted") });
  expect(readFileSync(join(other, "secret-key"), "utf8")).toBe(readFileSync(join(one, "secret-key"), "utf8"));
  expect(statSync(join(other, "secret-key")).mode & 0o777).toBe(0o600);
  // The restore itself is in the audit by now: nothing is taken away without the word.
  const refused = await sauron(other, "restore", file);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("say --replace")]);
  expect(await sauron(other, "restore", file, "--replace", "--json")).toMatchObject({ code: 0 });
  expect(await sauron(other, "migrate")).toMatchObject({ code: 0, out: "The database is up to date.\n" });
  expect(await sauron(other, "restore")).toMatchObject({ code: 2 });
});
