import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel, type Session } from "ssh2";
import { runShell, signalGroup } from "./run-shell";

export type MachineServerOptions = {
  /** 0 lets the system choose a free one. */
  port: number;
  /** Private host key in OpenSSH or PEM form. */
  hostKey: string;
  /** Home and working directory of every command. */
  home: string;
  /** The one public key that may log in, as a line of an authorized_keys file. */
  authorizedKey: string;
  /** Added to the minimal environment of every command. */
  env?: Record<string, string>;
  /** The one user that may log in. */
  user?: string;
  /** Answers commands in the place of a shell. */
  answer?: (command: string, channel: ServerChannel) => void;
  /** Shell text before that of every command, asked for anew each time: what ails the machine at the moment. */
  ailment?: () => string;
};

export type { ServerChannel };

export type MachineServer = {
  port: number;
  /** Cuts every connection and ends with KILL what commands are still running. */
  close(): Promise<void>;
};

/**
 * An SSH server on 127.0.0.1 that stands for one machine: public key authentication, any number of channels, a real
 * `sh -c` behind each `exec` in its own process group, and signals delivered to that group.
 * Rejects when the port is taken or the keys cannot be read.
 */
export async function startMachineServer(options: MachineServerOptions): Promise<MachineServer> {
  const connections = new Set<Connection>();
  const running = new Set<ChildProcess>();
  const authorizedKey = parsePublicKey(options.authorizedKey);
  const ssh = new ssh2.Server({ hostKeys: [options.hostKey] }, (connection) => {
    connections.add(connection);
    connection.once("close", () => connections.delete(connection));
    connection.on("error", () => {});
    connection.on("authentication", (context) => authenticate(context, authorizedKey, options.user ?? "deploy"));
    connection.on("ready", () => {
      connection.on("session", (accept) => serveSession(accept(), options, running));
    });
  });
  const listener = createServer({ noDelay: true }, (socket) => ssh.injectSocket(socket));
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject).listen(options.port, "127.0.0.1", resolve);
  });
  const { port } = listener.address() as { port: number };
  return {
    port,
    async close() {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      for (const child of running) signalGroup(child, "SIGKILL");
      for (const connection of connections) connection.end();
      await closed;
    },
  };
}

function parsePublicKey(text: string): ParsedKey {
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) throw new Error(`The authorized key cannot be read: ${parsed.message}`);
  return parsed;
}

function authenticate(context: AuthContext, authorizedKey: ParsedKey, user: string): void {
  if (isAuthorized(context, authorizedKey, user)) context.accept();
  else context.reject(["publickey"]);
}

/** A question without a signature asks only whether the key would do. */
function isAuthorized(context: AuthContext, authorizedKey: ParsedKey, user: string): boolean {
  if (context.method !== "publickey" || context.username !== user) return false;
  if (!context.key.data.equals(authorizedKey.getPublicSSH())) return false;
  if (!context.signature || !context.blob) return true;
  return authorizedKey.verify(context.blob, context.signature, context.hashAlgo) === true;
}

function serveSession(session: Session, options: MachineServerOptions, running: Set<ChildProcess>): void {
  let child: ChildProcess | null = null;
  session.on("exec", (accept, _reject, info) => {
    if (options.answer) return options.answer(info.command, accept());
    const text = `${options.ailment?.() ?? ""}${info.command}`;
    const started = runShell(accept(), { text, home: options.home, env: machineEnvironment(options) });
    child = started;
    running.add(started);
    started.once("close", () => running.delete(started));
  });
  session.on("signal", (accept, _reject, info) => {
    if (child && child.exitCode === null) signalGroup(child, `SIG${info.name}` as NodeJS.Signals);
    accept?.();
  });
}

function machineEnvironment(options: MachineServerOptions): Record<string, string> {
  const user = options.user ?? "deploy";
  return {
    HOME: options.home,
    USER: user,
    LOGNAME: user,
    SHELL: "/bin/sh",
    PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    ...options.env,
  };
}
