import { isRepositoryPath } from "./repository-url";

/** Whom git talks to, and by which of its transports. */
export type RepositoryServer = {
  scheme: "http" | "https" | "ssh";
  user: string | null;
  /** A name or an address, without brackets. */
  host: string;
  /** Null = the one that is usual for the scheme. */
  port: number | null;
};

/** The server that an allowed address (`findUrlProblem`) names, read as git reads it; null for paths and file addresses. */
export function findRepositoryServer(url: string): RepositoryServer | null {
  if (isRepositoryPath(url)) return null;
  const [, scheme, rest = ""] = /^([a-z0-9+.-]+):\/\/(.*)$/i.exec(url) ?? [];
  switch (scheme?.toLowerCase()) {
    case "http":
      return readAuthority("http", rest.split(/[/?#]/, 1)[0]);
    case "https":
      return readAuthority("https", rest.split(/[/?#]/, 1)[0]);
    case "ssh":
      return readAuthority("ssh", rest.split("/", 1)[0]);
    case undefined:
      return readScp(url);
    default:
      return null;
  }
}

/** `user@host:port`; a host with colons stands in brackets. */
function readAuthority(scheme: RepositoryServer["scheme"], authority = ""): RepositoryServer {
  const at = authority.lastIndexOf("@");
  const place = authority.slice(at + 1);
  const [, bracketed, host = bracketed ?? place, port = ""] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/.exec(place) ?? [];
  return { scheme, user: at === -1 ? null : authority.slice(0, at), host, port: port === "" ? null : Number(port) };
}

/** `user@host:path`; in brackets the host may be one with colons, or have a port. */
function readScp(url: string): RepositoryServer {
  const [, user = null, bracketed, plain = ""] = /^(?:([^@:]*)@)?(?:\[([^\]]*)\]|([^:]*)):/.exec(url) ?? [];
  const [, host, port] = /^([^:]*):(\d+)$/.exec(bracketed ?? "") ?? [];
  if (host !== undefined) return { scheme: "ssh", user, host, port: Number(port) };
  return { scheme: "ssh", user, host: bracketed ?? plain, port: null };
}
