/** A host as a line names it. */
export interface DraftHost {
  name: string;
  address: string;
  port: number;
  user: string;
  labels: Record<string, string>;
}

export interface HostLines {
  hosts: DraftHost[];
  /** What is wrong, each with its line, counted from 1. */
  problems: { line: number; message: string }[];
}

const usualPort = 22;
const place = /^(?:([^@\s]+)@)?(\[[0-9a-fA-F:.]+\]|[^:\s[\]]+)(?::(\d{1,5}))?$/;
const userName = /^[a-z_][a-z0-9_.-]{0,31}$/i;
const hostName = /^(?!-)[A-Za-z0-9._:-]{1,253}$/;
const word = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

/** Reads hosts, one a line: `user@host:port label=value …`. Empty lines and what follows a `#` are passed over. */
export function parseHostLines(text: string): HostLines {
  const found: HostLines = { hosts: [], problems: [] };
  for (const [index, raw] of text.split("\n").entries()) {
    const [target, ...labels] = raw
      .replace(/(^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    if (!target) continue;
    const read = readHost(target, labels);
    if (typeof read === "string") found.problems.push({ line: index + 1, message: read });
    else if (found.hosts.some((host) => placeOf(host) === placeOf(read))) {
      found.problems.push({ line: index + 1, message: `${placeOf(read)} is named twice.` });
    } else found.hosts.push(read);
  }
  return found;
}

/** `address:port`, by which a host's key is kept. */
export function placeOf({ address, port }: Pick<DraftHost, "address" | "port">): string {
  return `${address}:${port}`;
}

/** A host, or what is wrong with its line. */
function readHost(target: string, words: string[]): DraftHost | string {
  const [, user, written = "", port] = place.exec(target) ?? [];
  const address = written.replace(/^\[|\]$/g, "");
  if (!hostName.test(address)) return `"${target}" is no host: write user@host or user@host:port.`;
  if (!user || !userName.test(user)) return `Write the user to log in as before the host: deploy@${address}.`;
  const number = port === undefined ? usualPort : Number(port);
  if (number < 1 || number > 65535) return `There is no port ${port}.`;
  const labels: Record<string, string> = {};
  for (const each of words) {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(each) ?? [];
    if (!name || !word.test(name) || value === undefined || value.length > 63) {
      return `"${each}" is no label: write name=value.`;
    }
    labels[name] = value;
  }
  const { name = address.replaceAll(":", "-"), ...others } = labels;
  if (!word.test(name)) return `"${name}" is no name for a host; write name=… with letters, digits and dashes.`;
  return { name, address, port: number, user, labels: others };
}
