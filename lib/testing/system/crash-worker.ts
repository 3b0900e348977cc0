import { writeSync } from "node:fs";
import { Queue } from "bullmq";
import pg from "pg";
import { PooledConnection } from "@/lib/integrations/ssh/connection-pool";
import { DeployRun } from "@/lib/integrations/ssh/deploy-run";
import { type CrashPoint, crashPoints, crashWord } from "./crash-points";

/**
 * A worker that is killed, as by SIGKILL from outside, when it comes to the point named by SAURON_CRASH_AT. The doors of
 * its process are wrapped before it starts; the worker itself knows nothing of it.
 */
const point = crashPoints.find(({ name }) => name === process.env.SAURON_CRASH_AT);
if (!point) throw new Error(`There is no crash point "${process.env.SAURON_CRASH_AT}".`);

function reach(door: CrashPoint["door"], when: CrashPoint["when"], what: string): void {
  if (point?.door !== door || point.when !== when || !point.what.test(what)) return;
  writeSync(1, `${crashWord}\n`);
  process.kill(process.pid, "SIGKILL");
}

type AnyFunction = (...given: unknown[]) => unknown;

/** Passes the point before and after a call that answers by a promise or by a callback. */
function around(this_: unknown, call: AnyFunction, given: unknown[], [door, what]: [CrashPoint["door"], string]) {
  reach(door, "before", what);
  const callback = given.at(-1);
  if (typeof callback === "function") {
    const passed = (...answer: unknown[]) => {
      reach(door, "after", what);
      return callback(...answer);
    };
    return call.apply(this_, [...given.slice(0, -1), passed]);
  }
  const answer = call.apply(this_, given);
  if (!(answer instanceof Promise)) return answer;
  return answer.then((value) => {
    reach(door, "after", what);
    return value;
  });
}

const statements = new WeakMap<object, string>();

/** Text and values; of a COMMIT, those of the transaction. */
function nameStatement(client: object, [first, second]: unknown[]): string {
  const { text = String(first), values = second } = (first ?? {}) as { text?: string; values?: unknown };
  const known = Array.isArray(values) ? JSON.stringify(values.map((value) => `${value}`.slice(0, 200))) : "";
  const before = text === "BEGIN" ? "" : (statements.get(client) ?? "");
  statements.set(client, `${before}\n${text}`);
  return text === "COMMIT" ? `COMMIT after ${before}` : `${text} ${known}`;
}

const query = pg.Client.prototype.query as unknown as AnyFunction;
pg.Client.prototype.query = function (this: object, ...given: unknown[]) {
  return around(this, query, given, ["sql", nameStatement(this, given)]);
} as never;

const add = Queue.prototype.add as unknown as AnyFunction;
Queue.prototype.add = function (this: object, ...given: unknown[]) {
  return around(this, add, given, ["queue", String(given[0])]);
} as never;

const exec = PooledConnection.prototype.exec as unknown as AnyFunction;
PooledConnection.prototype.exec = function (this: object, ...given: unknown[]) {
  const text = String(given[0]);
  const what = text.includes("run_steps()") ? "deploy" : / \d+$/.test(text) ? "probe unknown" : "other";
  return around(this, exec, given, ["ssh", what]);
} as never;

const takeLine = DeployRun.prototype.takeLine;
DeployRun.prototype.takeLine = function (...given) {
  reach("ssh", "before", "line");
  return takeLine.apply(this, given);
};

const takeControl = DeployRun.prototype.takeControl;
DeployRun.prototype.takeControl = function (...given) {
  if (given[0][0] === "begin") reach("ssh", "before", "step");
  return takeControl.apply(this, given);
};

await import("@/workers/main");
