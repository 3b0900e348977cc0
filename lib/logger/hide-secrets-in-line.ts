/** Names whose values are secrets, wherever they stand: `token`, but `x-gitlab-token` and `apiToken` too. */
const secretName =
  "[\\w.-]{0,60}(?:authorization|cookie|passw(?:or)?d|passphrase|secrets?|tokens?|api[_-]?key|secret[_-]?key|private[_-]?key|signature|database_?url|redis_?url)";

const quoted = '"(?:[^"\\\\]|\\\\.)*"';
const hidden = "[hidden]";

type Rule = [RegExp, string | ((...found: string[]) => string)];

/** Each leaves a line of JSON what it is: what is taken away holds no quote that belongs to the line. */
const rules: Rule[] = [
  [new RegExp(`("${secretName}":)(?:${quoted}|\\[(?:[^\\]"\\\\]|${quoted})*\\])`, "gi"), `$1"${hidden}"`],
  // JSON inside of a text.
  [
    new RegExp(`((?<!\\\\)\\\\+"${secretName}\\\\+"\\s*:\\s*\\\\+")(?:[^"\\\\]|\\\\{2,3}[^"\\\\])*`, "gi"),
    `$1${hidden}`,
  ],
  // Up to its last line; when that is missing, to the end of the text.
  [/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^"]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----|(?=\\?"|$))/g, hidden],
  [/\b(srn_[0-9a-f]{8})_[\w-]+/gi, `$1_${hidden}`],
  [/\b(?:gh[pousr]_|github_pat_|glpat-)[\w-]{8,}/g, hidden],
  [
    /\b((?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?:(?:bearer|basic|token|digest|negotiate)\s+)?[^\s"'\\,;]+/gi,
    `$1${hidden}`,
  ],
  // Without its name: what follows is no word of a sentence when it has a digit.
  [/\b(bearer|basic)(\s+)(?=[\w.~+/-]*\d)[\w.~+/-]{8,}=*/gi, `$1$2${hidden}`],
  [
    /\b([a-z][a-z0-9+.-]{0,20}:\/\/)((?:[^\s"'\\/]|\\\\)*)@/gi,
    (_, scheme = "", who = "") => scheme + hideUser(scheme, who),
  ],
  [new RegExp(`([?&;]${secretName}=)[^\\s"'\\\\&;#]+`, "gi"), `$1${hidden}`],
];

/** The user of an address is a name, unless a password follows it, or it is one of http, where it may be a token. */
function hideUser(scheme: string, who: string): string {
  return who.includes(":") || /^https?:/i.test(scheme) ? `${hidden}@` : `${who}@`;
}

/** A line of the log as it may be written: whatever looks like a secret is replaced, wherever it comes from. */
export function hideSecretsInLine(line: string): string {
  return rules.reduce((text, [pattern, put]) => text.replace(pattern, put as string), line);
}
