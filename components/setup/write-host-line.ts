import type { DraftHost } from "./parse-host-lines";
import { quoteWord } from "./quote-word";

/**
 * A host as a line of the project file, under `fleet.hosts`.
 * @param pin the fingerprint of its key; undefined = the file has it elsewhere, or nobody has confirmed one
 * @param usualPort what a host that names no port has in this file; null = not known
 */
export function writeHostLine(
  { name, address, port, user, labels }: DraftHost,
  pin: string | undefined,
  usualPort: number | null,
): string {
  const marks = Object.entries(labels).map(([label, value]) => `${quoteWord(label)}: ${JSON.stringify(value)}`);
  const parts = [
    `name: ${quoteWord(name)}`,
    `address: ${quoteWord(address)}`,
    ...(port === usualPort ? [] : [`port: ${port}`]),
    `user: ${quoteWord(user)}`,
    ...(marks.length === 0 ? [] : [`labels: { ${marks.join(", ")} }`]),
    ...(pin === undefined ? [] : [`hostKey: ${quoteWord(pin)}`]),
  ];
  return `    - { ${parts.join(", ")} }`;
}
