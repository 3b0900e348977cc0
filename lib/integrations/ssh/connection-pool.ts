import type { Duplex } from "node:stream";
import type { Client, ClientChannel } from "ssh2";
import type { JumpHost, SshTarget } from "./fleet-ssh";
import { Limiter } from "./limiter";
import { type ConnectFailure, closeSoon, type OpenWay, openConnection } from "./open-connection";
import { openForward } from "./open-forward";
import { PrivateKeys } from "./private-keys";

/** More handshakes at once stall the event loop, which abort and lock renewal share. */
const handshakesAtOnce = 100;
/** Through one jump host: all of them travel in its one connection. */
const handshakesThroughOne = 50;
const idleEvictionMs = 10 * 60_000;
/** While commands run a host is asked for a sign of life this often, and given up after this many without answer. */
const keepaliveMs = 5_000;
const unansweredAllowed = 3;
/** An idle connection is asked at every sixth beat: 30 s. */
const beatsBetweenIdlePings = 6;
/** A connection that was silent for this long is asked before it is used. */
const trustedSilenceMs = 5_000;
const pingTimeoutMs = 5_000;
const channelTimeoutMs = 10_000;

/**
 * `exited` resolves with the exit code, null when a signal ended the command; never when the connection is lost. It is
 * listened for from the start: the code of a short command can arrive together with the word that it has begun.
 */
export type OpenedChannel =
  | { opened: true; channel: ClientChannel; exited: Promise<number | null>; release: () => void }
  /** `started` false = the command did not start for sure; "perhaps" = nobody knows. */
  | { opened: false; started: false | "perhaps"; reason: string };

const refuseWhileClosing: ConnectFailure = {
  opened: false,
  cause: "connect",
  obstacle: "broken-off",
  reason: "Sauron's SSH connections are being closed.",
};

/**
 * Open connections by user, address, key and pins, kept until idle for ten minutes. A lost connection disappears by
 * itself and ends its channels without an exit code.
 */
export class ConnectionPool {
  private readonly connections = new Map<string, Promise<PooledConnection | ConnectFailure>>();
  private readonly live = new Set<PooledConnection>();
  private readonly handshakes = new Limiter(handshakesAtOnce);
  private readonly jumps = new Map<string, Limiter>();
  private readonly keys = new PrivateKeys();
  private readonly beat: NodeJS.Timeout;
  private closed = false;

  constructor() {
    this.beat = setInterval(() => {
      for (const connection of this.live) connection.checkLife();
    }, keepaliveMs);
    this.beat.unref();
  }

  /** An open connection to the host, or why there is none. */
  async connect(target: SshTarget): Promise<PooledConnection | ConnectFailure> {
    if (this.closed) return refuseWhileClosing;
    const id = identify(target);
    for (;;) {
      const current = this.connections.get(id);
      if (!current) return this.open(id, target);
      const connection = await current;
      if ("reason" in connection || (await connection.isUsable())) return connection;
      // Only the one that was found dead: somebody else may have replaced it meanwhile.
      if (this.connections.get(id) === current) this.connections.delete(id);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.beat);
    const all = [...this.connections.values()];
    this.connections.clear();
    for (const connection of await Promise.all(all)) if (!("reason" in connection)) connection.end();
  }

  private open(id: string, target: SshTarget): Promise<PooledConnection | ConnectFailure> {
    const opening = target.jump ? this.goThrough(target, target.jump) : this.shakeHands(target);
    this.connections.set(id, opening);
    const forget = () => this.connections.get(id) === opening && this.connections.delete(id);
    void opening.then((result) => {
      if ("reason" in result) forget();
      else if (this.closed) result.end();
      else {
        this.live.add(result);
        result.onceClosed(() => {
          this.live.delete(result);
          forget();
        });
      }
    });
    return opening;
  }

  /** The connection to the jump host first, outside of the limit: what waits for it holds no place it needs. */
  private async goThrough(target: SshTarget, to: JumpHost): Promise<PooledConnection | ConnectFailure> {
    const through = { ...to, privateKeyPath: target.privateKeyPath };
    const jump = await this.connect(through);
    if ("reason" in jump) return { ...jump, reason: `The jump host is in the way: ${jump.reason}` };
    const id = identify(through);
    const limiter = this.jumps.get(id) ?? new Limiter(handshakesThroughOne);
    this.jumps.set(id, limiter);
    return limiter.run(() => this.shakeHands(target, () => jump.forward(target)));
  }

  private shakeHands(target: SshTarget, openWay?: OpenWay): Promise<PooledConnection | ConnectFailure> {
    return this.handshakes.run(() => this.handshake(target, openWay));
  }

  private async handshake(target: SshTarget, openWay?: OpenWay): Promise<PooledConnection | ConnectFailure> {
    try {
      const opened = await openConnection(target, await this.keys.read(target.privateKeyPath), openWay);
      return opened.opened ? new PooledConnection(opened.client, opened.socket, target.name) : opened;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { opened: false, cause: "auth", obstacle: "private-key", reason };
    }
  }
}

function identify({ jump, user, address, port, privateKeyPath, hostKeys }: SshTarget): string {
  return JSON.stringify([user, address, port, privateKeyPath, hostKeys, jump]);
}

/** What ssh2 has but does not declare: the keepalive question and the queue of what waits for its answer. */
type ClientInternals = { _protocol: { ping(): void }; _callbacks: ((...answer: unknown[]) => void)[] };

/** One logged-in connection that several commands share. */
export class PooledConnection {
  private channels = 0;
  private unanswered = 0;
  private beats = 0;
  private heardAt = Date.now();
  private usedAt = Date.now();
  private readonly client: Client;
  private readonly socket: Duplex;
  private readonly hostName: string;
  private isClosed = false;

  constructor(client: Client, socket: Duplex, hostName: string) {
    this.client = client;
    this.socket = socket;
    this.hostName = hostName;
    socket.on("data", () => {
      this.heardAt = Date.now();
    });
    client.once("close", () => {
      this.isClosed = true;
    });
  }

  onceClosed(listener: () => void): void {
    if (this.isClosed || this.socket.destroyed) listener();
    else this.client.once("close", listener);
  }

  end(): void {
    closeSoon(this.client, this.socket);
  }

  /** A way through this host to another one. Rejects when this host cannot reach it. */
  async forward(to: SshTarget): Promise<Duplex> {
    this.usedAt = Date.now();
    this.channels += 1;
    const release = once(() => {
      this.channels -= 1;
      this.usedAt = Date.now();
    });
    try {
      return (await openForward(this.client, this.hostName, to)).once("close", release);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Whether the host still answers; a connection that does not is destroyed. */
  async isUsable(): Promise<boolean> {
    if (!this.isWritable()) return false;
    if (Date.now() - this.heardAt < trustedSilenceMs) return true;
    const answered = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), pingTimeoutMs);
      this.ping((alive) => {
        clearTimeout(timer);
        resolve(alive);
      });
    });
    if (!answered) this.socket.destroy();
    return answered;
  }

  /** One beat: asks for a sign of life when it is time, gives the host up when too many were not answered. */
  checkLife(): void {
    this.beats += 1;
    if (!this.isWritable()) return;
    if (this.channels === 0 && Date.now() - this.usedAt > idleEvictionMs) this.end();
    else if (this.unanswered >= unansweredAllowed) this.socket.destroy();
    else if (this.channels > 0 || this.beats % beatsBetweenIdlePings === 0) {
      this.unanswered += 1;
      this.ping((alive) => {
        if (alive) this.unanswered = 0;
      });
    }
  }

  /** Starts a command on a channel with standard input left open; call `release` once the channel has closed. */
  exec(command: string): Promise<OpenedChannel> {
    this.usedAt = Date.now();
    this.channels += 1;
    const release = once(() => {
      this.channels -= 1;
      this.usedAt = Date.now();
    });
    return new Promise((resolve) => {
      let late = false;
      const fail = (reason: string, started: false | "perhaps") => {
        release();
        resolve({ opened: false, started, reason });
      };
      const timer = setTimeout(() => {
        late = true;
        fail(`${this.hostName} did not start the command within ${channelTimeoutMs / 1000} s.`, "perhaps");
        if (this.channels === 0) this.socket.destroy();
      }, channelTimeoutMs);
      try {
        this.client.exec(command, (error, channel) => {
          clearTimeout(timer);
          if (error) return fail(...this.describeRefusal(error));
          channel.on("error", () => {});
          channel.stderr.on("error", () => {});
          if (late) discard(channel);
          else resolve({ opened: true, channel, exited: exitOf(channel), release });
        });
      } catch {
        clearTimeout(timer);
        fail(`The connection to ${this.hostName} was lost before the command was sent.`, false);
      }
    });
  }

  private describeRefusal(error: Error & { reason?: unknown }): [string, false | "perhaps"] {
    const lost = !this.isWritable() || /no response|closed channel/i.test(error.message);
    if (lost) return [`The connection to ${this.hostName} was lost while the command was being started.`, "perhaps"];
    return [`${this.hostName} refused to start another command (${error.message}).`, false];
  }

  private isWritable(): boolean {
    return !this.isClosed && this.socket.writable && !this.socket.destroyed;
  }

  private ping(onAnswer: (alive: boolean) => void): void {
    const { _protocol, _callbacks } = this.client as unknown as ClientInternals;
    // An answer of any kind is a sign of life; an Error is passed when the connection closes.
    _callbacks.push((answer) => onAnswer(!(answer instanceof Error)));
    _protocol.ping();
  }
}

function exitOf(channel: ClientChannel): Promise<number | null> {
  return new Promise((resolve) => channel.once("exit", (code: number | null) => resolve(code)));
}

/** Ends a command whose start nobody waits for any more. */
function discard(channel: ClientChannel): void {
  channel.resume();
  channel.stderr.resume();
  channel.signal("KILL");
  channel.close();
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    action();
  };
}
