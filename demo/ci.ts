import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Build } from "./messenger";
import type { ServiceRepository } from "./repository/service-repository";

export type CiOptions = {
  repository: ServiceRepository;
  /** Tells the product; rejects when it was not heard. */
  tell(build: Build): Promise<void>;
  /** Checkouts come and go in it. */
  directory: string;
  /** Seconds an agent takes to be ready before it runs the tests. */
  agentSeconds: number;
  say(line: string): void;
};

export type Ci = {
  /** Tests a commit after those asked for before. */
  enqueue(sha: string, attempt?: number): void;
  stop(): Promise<void>;
};

/** A build server: runs each commit's own tests in a throw-away checkout and tells what came of them. */
export function startCi(options: CiOptions): Ci {
  mkdirSync(options.directory, { recursive: true });
  const stopping = new AbortController();
  let last = Promise.resolve();
  return {
    enqueue(sha, attempt = 1) {
      last = last
        .then(() => (stopping.signal.aborted ? undefined : testCommit(options, { sha, attempt }, stopping.signal)))
        .catch((error: Error) => {
          if (!stopping.signal.aborted)
            options.say(`The tests of ${sha.slice(0, 10)} were not reported: ${error.message}`);
        });
    },
    async stop() {
      stopping.abort();
      await last;
    },
  };
}

async function testCommit(
  options: CiOptions,
  job: { sha: string; attempt: number },
  signal: AbortSignal,
): Promise<void> {
  const build = { ...job, startedAt: new Date() };
  await retry(() => options.tell({ ...build, status: "running", finishedAt: null }), signal);
  await pause(options.agentSeconds * 1000, signal);
  const directory = join(options.directory, job.sha);
  await rm(directory, { recursive: true, force: true });
  await options.repository.export(job.sha, directory);
  const passed = await runTests(directory, signal);
  await rm(directory, { recursive: true, force: true });
  if (signal.aborted) return;
  const status = passed ? "passed" : "failed";
  await retry(() => options.tell({ ...build, status, finishedAt: new Date() }), signal);
  options.say(`The tests of ${job.sha.slice(0, 10)} ${status}.`);
}

function runTests(directory: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    // A test runner that finds itself inside of another one reports to that one.
    const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
    const child = spawn(process.execPath, ["--test"], { cwd: directory, env, stdio: "ignore", signal });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
}

/** A build server keeps its report until it is taken. */
async function retry(action: () => Promise<void>, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (signal.aborted || !isPassing(error as Error)) throw error;
      await pause(1000, signal);
    }
  }
}

function isPassing(error: Error): boolean {
  return !/was answered with 4\d\d/.test(error.message);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
