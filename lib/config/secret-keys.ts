import { createHash, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SauronError } from "@/lib/errors";

/** Seals secrets that are stored. The id tells keys apart and says nothing of the key. */
export type SecretKey = { id: string; bytes: Buffer };

const keyBytes = 32;

/** Keys as they are written: separated by commas or on lines of their own. The first seals, the others still open. */
export function parseSecretKeys(text: string): SecretKey[] {
  return text
    .split(/[\s,]+/)
    .filter((key) => key !== "")
    .map((key) => {
      const bytes = Buffer.from(key, "base64");
      if (bytes.length !== keyBytes) throw new SauronError("bad-request", "A secret key is 32 bytes in base64.");
      return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
    });
}

/**
 * The keys of the environment, or else of the file in the data directory.
 * @throws SauronError "unavailable" when there are none, or others may read the file
 */
export function readSecretKeys({ secretKey, dataDir }: { secretKey: string | null; dataDir: string }): SecretKey[] {
  const keys = parseSecretKeys(secretKey ?? readKeyFile(join(dataDir, "secret-key")));
  if (keys.length > 0) return keys;
  throw new SauronError(
    "unavailable",
    `There is no key in ${join(dataDir, "secret-key")}; bring back the file that was there.`,
  );
}

/** The same; none when there is neither the variable nor the file. */
export function findSecretKeys(at: { secretKey: string | null; dataDir: string }): SecretKey[] {
  const isThere = at.secretKey !== null || statSync(join(at.dataDir, "secret-key"), { throwIfNoEntry: false });
  return isThere ? readSecretKeys(at) : [];
}

/** Keys as they are written in the file of the data directory. */
export function formatSecretKeys(keys: SecretKey[]): string {
  return keys.map(({ bytes }) => `${bytes.toString("base64")}\n`).join("");
}

/** Writes the file of the data directory anew, whole or not at all. */
export function writeSecretKeys(dataDir: string, keys: SecretKey[]): void {
  mkdirSync(dataDir, { recursive: true });
  const draft = join(dataDir, `secret-key.${process.pid}`);
  writeFileSync(draft, formatSecretKeys(keys), { mode: 0o600, flag: "wx" });
  renameSync(draft, join(dataDir, "secret-key"));
}

function readKeyFile(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) {
    const message = `Stored secrets need a key: set SAURON_SECRET_KEY, or SAURON_DATA_DIR to where "sauron start" made one; there is no ${file}.`;
    throw new SauronError("unavailable", message);
  }
  const mode = stat.mode & 0o777;
  if ((mode & 0o077) !== 0) {
    const message = `Others than its owner may read ${file} (mode ${mode.toString(8)}); run: chmod 600 "${file}"`;
    throw new SauronError("unavailable", message);
  }
  return readFileSync(file, "utf8");
}

/** Makes the file with a new key, unless there is one, or the environment has the key. Of several at once, one makes it. */
export function makeSecretKey({ secretKey, dataDir }: { secretKey: string | null; dataDir: string }): void {
  if (secretKey !== null) return;
  const file = join(dataDir, "secret-key");
  if (statSync(file, { throwIfNoEntry: false })) return;
  mkdirSync(dataDir, { recursive: true });
  // It gets its name once it is whole, so that nobody reads half a key.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(keyBytes).toString("base64")}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}
