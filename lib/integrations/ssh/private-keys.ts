import { readFile, stat } from "node:fs/promises";
import ssh2, { type ParsedKey } from "ssh2";

type CachedKey = { modifiedAt: number; key: ParsedKey };

/** Private keys by path, read and parsed once and again when the file changes. No agent is asked. */
export class PrivateKeys {
  private readonly cache = new Map<string, CachedKey>();

  /** Throws an Error whose message is a sentence for a person. */
  async read(path: string): Promise<ParsedKey> {
    const modifiedAt = await stat(path).then(
      (found) => found.mtimeMs,
      (error: NodeJS.ErrnoException) => refuse(path, `cannot be read (${error.code})`),
    );
    const cached = this.cache.get(path);
    if (cached?.modifiedAt === modifiedAt) return cached.key;
    const text = await readFile(path).catch((error: NodeJS.ErrnoException) =>
      refuse(path, `cannot be read (${error.code})`),
    );
    const key = parse(path, text);
    this.cache.set(path, { modifiedAt, key });
    return key;
  }
}

function parse(path: string, text: Buffer): ParsedKey {
  const parsed: ParsedKey | ParsedKey[] | Error = ssh2.utils.parseKey(text);
  const key = Array.isArray(parsed) ? parsed[0] : parsed;
  if (key instanceof Error && /passphrase/i.test(key.message)) {
    return refuse(path, "is encrypted; give Sauron a key of its own without a passphrase");
  }
  if (key === undefined || key instanceof Error || !key.isPrivateKey()) {
    return refuse(path, "holds no private key that can be read");
  }
  return key;
}

function refuse(path: string, what: string): never {
  throw new Error(`The private key ${path} ${what}.`);
}
