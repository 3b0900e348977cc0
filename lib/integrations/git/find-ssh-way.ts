import { inheritEnvironment } from "@/lib/config/inherit-environment";
import type { RepositoryServer } from "@/lib/domain/repository/repository-server";
import { type ResolvedHost, resolveHost } from "@/lib/integrations/network/resolve-host";
import { runProgram } from "@/lib/integrations/processes/run-program";
import { sshCommand } from "./run-git";

/** Options that lead ssh to the address that was looked at, or why there is none. */
type SshWay = { ok: true; options: string[] } | Extract<ResolvedHost, { ok: false }>;

/** OpenSSH answers within milliseconds, unless its configuration asks programs that do not. */
const timeoutSeconds = 10;

const usualPort = 22;

/**
 * Looks a server up as ssh would: by the name that its configuration has for it. A server behind another one is known
 * there, and whoever wrote the configuration chose that one. Of the key it is still asked what is known by its name.
 */
export async function findSshWay(server: RepositoryServer, signal?: AbortSignal): Promise<SshWay> {
  const told = await askSsh(server, signal);
  if (told === null) return leaveToOther(server.host);
  const alone = ["ForwardAgent=no"];
  if (told.has("proxyjump") || told.has("proxycommand")) return { ok: true, options: alone };
  const name = told.get("hostname") ?? server.host;
  const port = Number(told.get("port") ?? usualPort);
  const alias = told.get("hostkeyalias") ?? (port === usualPort ? name : `[${name}]:${port}`);
  const resolved = await resolveHost(name);
  if (!resolved.ok) return resolved;
  return { ok: true, options: [...alone, `HostName=${resolved.address}`, `HostKeyAlias=${alias}`] };
}

/** Another program than OpenSSH takes no options of it, and may know names of its own. */
async function leaveToOther(host: string): Promise<SshWay> {
  const resolved = await resolveHost(host);
  return resolved.ok || resolved.cause === "unknown" ? { ok: true, options: [] } : resolved;
}

/**
 * What its configuration says of a server (`ssh -G`), by the command that git would have run; null when it is no OpenSSH.
 * @source ssh(1), `-G`; ssh_config(5)
 */
async function askSsh(
  { user, host, port }: RepositoryServer,
  signal = new AbortController().signal,
): Promise<Map<string, string> | null> {
  const options = new Map<string, string>();
  const to = ["-G", ...(port === null ? [] : ["-p", `${port}`]), "--", user === null ? host : `${user}@${host}`];
  const end = await runProgram({
    argv: ["/bin/sh", "-c", `${sshCommand()} "$@"`, "ssh", ...to],
    cwd: "/",
    env: inheritEnvironment(() => false),
    timeoutSeconds,
    graceSeconds: 2,
    signal,
    onLine: ({ stream, text }) => {
      const [name = "", ...values] = text.split(" ");
      if (stream === "out") options.set(name, values.join(" "));
    },
  });
  return end.end === "exited" && end.code === 0 && options.has("hostname") ? options : null;
}
