import { isIP, isIPv6 } from "node:net";
import { findRepositoryServer, type RepositoryServer } from "@/lib/domain/repository/repository-server";
import { findUrlProblem } from "@/lib/domain/repository/repository-url";
import { resolveHost } from "@/lib/integrations/network/resolve-host";
import { findGitObstacle } from "./describe-git-failure";
import { findSshWay } from "./find-ssh-way";
import { type GitCall, type GitFailure, type GitResult, type GitWay, runGit } from "./run-git";

const usualPorts = { http: 80, https: 443 };

/** An address at which no connection is ever made. */
const nowhere = "255.255.255.255";

/** `isGuess`: the name is not known here; only a proxy can know it. */
type FoundWay = { way: GitWay; isGuess?: true } | { failure: GitFailure };

/**
 * Runs git against a repository that is elsewhere. The name of its server is looked up once, here, and what is connected
 * to is what was looked at: git follows no redirect and looks no name up itself. Paths are the machine's own.
 */
export async function runRemoteGit(url: string, call: GitCall): Promise<GitResult> {
  const found = await findWay(url, call);
  if ("failure" in found) return { ok: false, failure: found.failure };
  const done = await runGit({ ...call, way: found.way });
  if (done.ok || !found.isGuess || findGitObstacle(done.failure) !== "refused") return done;
  return { ok: false, failure: { kind: "unknown-name" } };
}

async function findWay(url: string, call: GitCall): Promise<FoundWay> {
  const problem = findUrlProblem(url);
  if (problem !== null) return refuse(problem);
  // The user's git may know the address by another one (url.<base>.insteadOf).
  const meant = await runGit({ ...call, args: ["ls-remote", "--get-url", "--", url] });
  if (!meant.ok) return { failure: meant.failure };
  const meantUrl = meant.stdout.replace(/\n$/, "");
  const meantProblem = findUrlProblem(meantUrl);
  if (meantProblem !== null) return refuse(meantProblem);
  const server = findRepositoryServer(meantUrl);
  if (server === null) return { way: { settings: ["protocol.file.allow=user"], sshOptions: [] } };
  return server.scheme === "ssh" ? findWayBySsh(server, call) : findWayByHttp(server.scheme, server);
}

async function findWayByHttp(scheme: "http" | "https", { host, port }: RepositoryServer): Promise<FoundWay> {
  const resolved = await resolveHost(host);
  if (!resolved.ok && resolved.cause === "refused") return refuse(resolved.reason);
  const addresses = resolved.ok ? resolved.addresses : [nowhere];
  const written = addresses.map((address) => (isIPv6(address) ? `[${address}]` : address)).join(",");
  const pin = isIP(host) ? [] : [`http.curloptResolve=${host}:${port ?? usualPorts[scheme]}:${written}`];
  const settings = [`protocol.${scheme}.allow=always`, "http.followRedirects=false", ...pin];
  return { way: { settings, sshOptions: [] }, ...(!resolved.ok && { isGuess: true }) };
}

async function findWayBySsh(server: RepositoryServer, { signal }: GitCall): Promise<FoundWay> {
  const found = await findSshWay(server, signal);
  if (!found.ok) return found.cause === "refused" ? refuse(found.reason) : { failure: { kind: "unknown-name" } };
  return { way: { settings: ["protocol.ssh.allow=always"], sshOptions: found.options } };
}

function refuse(reason: string): FoundWay {
  return { failure: { kind: "refused", reason } };
}
