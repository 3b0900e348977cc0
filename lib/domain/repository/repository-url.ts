/**
 * Says what is wrong with a repository's address, or null. Allowed are http(s), ssh, file and paths: other transports
 * (`ext::`, remote helpers) run programs, and what begins with a dash would be an option.
 */
export function findUrlProblem(url: string): string | null {
  if (url === "") return "The repository has no address.";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\x00-\x1f\x7f]/.test(url)) return "The repository's address contains a control character.";
  if (url.startsWith("-")) return `The repository's address begins with a dash: ${hideSecrets(url)}`;
  if (isRepositoryPath(url)) return null;
  if (/^[A-Za-z0-9+.-]+::/.test(url)) return `Addresses of the kind ${url.split("::")[0]}:: are not allowed.`;
  return url.includes("://") ? findProblemOfScheme(url) : findProblemOfScp(url);
}

/** Whether an address is a path: from `/`, `./`, `../` or, in a project file, `~/`. */
export function isRepositoryPath(url: string): boolean {
  return /^(~|\.{0,2})\//.test(url);
}

function findProblemOfScheme(url: string): string | null {
  const [, scheme = "", rest = ""] = /^([a-z0-9+.-]+):\/\/(.*)$/i.exec(url) ?? [];
  if (!["http", "https", "ssh", "file"].includes(scheme.toLowerCase())) {
    return `The repository's address must begin with https://, http://, ssh:// or file://, or be a path: ${hideSecrets(url)}`;
  }
  const host = rest.replace(/^[^/@]*@/, "");
  const isNone = host === "" || (host.startsWith("/") && scheme.toLowerCase() !== "file");
  if (isNone || host.startsWith("-")) return `The repository's address names no host: ${hideSecrets(url)}`;
  return isReadByAllAlike(scheme.toLowerCase(), rest)
    ? null
    : `The repository's address names its host in a way that can be read as another one: ${hideSecrets(url)}`;
}

/**
 * Whether the host is the same to whoever reads the address: git reads an ssh address with its escapes undone and up to
 * the first slash alone, an http address is read by curl, and both may otherwise end up elsewhere than was looked at.
 */
function isReadByAllAlike(scheme: string, rest: string): boolean {
  if (scheme === "file") return true;
  const authority = rest.split(scheme === "ssh" ? "/" : /[/?#]/, 1)[0] ?? "";
  if (scheme === "ssh" && /[%?#]/.test(authority)) return false;
  return /^(\[[0-9a-f:.]+\]|[\w.-]+)(:\d*)?$/i.test(authority.slice(authority.lastIndexOf("@") + 1));
}

/** `user@host:path` */
function findProblemOfScp(url: string): string | null {
  if (/^([\w.-]+@)?[A-Za-z0-9[][\w.:[\]-]*:[^:]/.test(url)) return null;
  return `The repository's address is neither a URL nor a path from / or ./: ${hideSecrets(url)}`;
}

/**
 * A text for people and logs: passwords and tokens inside addresses are replaced. The user of an ssh address is no
 * secret, that of any other may be a token.
 */
export function hideSecrets(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)([^/\s'"]*)@/gi, (whole, scheme: string, who: string) => {
      return /^ssh:/i.test(scheme) && !/[:@]/.test(who) ? whole : `${scheme}***@`;
    })
    .replace(/(^|[\s'"])[^\s'"/@:]+:[^\s'"/@]+@(?=[\w[])/g, "$1***@");
}
