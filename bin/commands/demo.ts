import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { openBrowser } from "@/demo/open-browser";
import { openDataDirectory } from "@/demo/open-data-directory";
import { type DemoCommandOptions, parseDemoOptions } from "@/demo/parse-demo-options";
import type { CommandLine } from "@/demo/product/set-up-project";
import { readRequests } from "@/demo/read-requests";
import { reportRollouts } from "@/demo/report/report-rollouts";
import { type Demo, runDemo } from "@/demo/run-demo";
import { openWorld } from "@/demo/world";
import { type Environment, parseEnvironment } from "@/lib/config/environment";
import { readLocalKey } from "@/lib/config/local-key";
import type { DemoPerson } from "@/lib/contracts/demo-people";
import { enrolDemoPeople, inventDemoPeople } from "../client/enrol-demo-people";
import type { Command } from "../command";
import { installationRoot, typescriptCommand, typescriptEnvironment } from "../supervisor/installation";
import { removeDatabase } from "../supervisor/keep-postgres";
import { claimDataDir } from "../supervisor/run-file";
import { type RunningSauron, startSauron } from "../supervisor/start-sauron";
import { waitForSignal } from "../supervisor/wait-for-signal";

const usage = `
Usage: sauron demo [options]

Starts Sauron together with a small world of its own and deploys a service continuously, for real: a git repository into
which people land commits, a build server that tests them, machines reachable over SSH that run the service, and readers
who use it. Prints the address of the page to watch. Ctrl-C stops everything; the next start continues where it was.

Options:
  --machines N   machines of the fleet, 4 to 500 (24)
  --speed X      how many times faster commits land and canaries are watched, 0.1 to 10 (1)
  --traffic R    requests per second on each machine (3)
  --port P       port of the web pages (4400); when taken, the next free one
  --data DIR     where everything is kept (.sauron/demo)
  --fresh        begin again from nothing
  --seed N       what lands when; drawn for each fresh demo otherwise
  --senders      commits and test results come as GitHub, GitLab, Gitea, Forgejo, Gerrit, plain git, Jenkins, Buildkite,
                 CircleCI and Phorge tell them, each in turn, on three branches of which one is the trunk
  --on-request   nothing lands by itself; each line on standard input lands a commit: normal, red (its tests fail), fix,
                 or bad (it fails on the canary)
  --no-open      do not open a browser
  --rollouts K   stop after K rollouts have ended, and compare what Sauron shows with what the machines say
  --json         one JSON object on standard output, everything else on standard error

With --rollouts K --json the object is
  {"rollouts": [{"number", "kind", "state", "sentence", "fromRevision", "toRevision", "commits", "startedAt", "endedAt",
  "hosts": {"total", "succeeded", "failed", …}, "verdicts": [{"stage", "verdict", "reason", "why"}]}],
  "consistent", "problems", "project", "machines", "seed"}.

Exit codes: 0 stopped as asked, or consistent; 1 could not start, stalled, or not consistent; 2 wrong usage.
`;

/** Time the product's processes have to finish what they do, and the demo's own people to finish theirs. */
const productStopMs = 2_500;
const demoStopMs = 1_000;

const runFile = promisify(execFile);

type Say = (line: string) => void;

/** Everything that runs, and the way to end it. */
type Show = { url: string; demo: Demo; dataDir: string; stop(): Promise<void> };

async function run(argv: string[]): Promise<number> {
  const options = readOptions(argv);
  if (!options) return 2;
  const out = options.json ? process.stderr : process.stdout;
  const say: Say = (line) => void out.write(`${new Date().toTimeString().slice(0, 8)}  ${line}\n`);
  const asked = waitForSignal();
  try {
    const starting = startShow(options, say);
    const show = await Promise.race([starting, asked.then(() => null)]);
    // Asked to stop before it was ready: leaving is enough, everything started so far hangs on this process.
    if (!show) return process.exit(0);
    const code = await play(show, { options, asked, say }).finally(async () => {
      say("Stopping");
      await show.stop();
    });
    say("Stopped");
    return code;
  } catch (error) {
    process.stderr.write(`sauron demo: ${(error as Error).message}\n`);
    if (options.json) await printJson({ error: (error as Error).message });
    return 1;
  }
}

function readOptions(argv: string[]): DemoCommandOptions | null {
  try {
    return parseDemoOptions(argv);
  } catch (error) {
    process.stderr.write(`sauron demo: ${(error as Error).message}\n`);
    return null;
  }
}

type Stage = { options: DemoCommandOptions; asked: Promise<unknown>; say: Say };

/** Shows until asked to stop, or until the wanted rollouts have ended; returns the exit code. */
async function play({ url, demo, dataDir }: Show, { options, asked, say }: Stage): Promise<number> {
  if (options.rollouts !== null) {
    const stopped = new AbortController();
    const signal = stopped.signal;
    const reporting = reportRollouts({ demo, count: options.rollouts, speed: options.speed, signal, say });
    const report = await Promise.race([reporting, asked.then(() => null)]);
    stopped.abort();
    reporting.catch(() => {});
    if (!report) return 0;
    for (const problem of report.problems) process.stderr.write(`sauron demo: ${problem}\n`);
    if (options.json) await printJson(report);
    else for (const { number, sentence } of report.rollouts) say(`Rollout #${number}: ${sentence}`);
    if (report.consistent) say("What Sauron shows is what the machines say.");
    return report.consistent ? 0 : 1;
  }
  if (options.json) await printJson({ url, machines: demo.world.fleet.machines.length, data: demo.world.directory });
  for (const line of describeShow(url, dataDir)) say(line);
  if (options.open && process.stdout.isTTY) openBrowser(url, process.env);
  await asked;
  return 0;
}

function describeShow(url: string, data: string): string[] {
  return [
    `Ready: ${url}`,
    "  Watch the first rollouts go to one canary, then to the fleet; a commit with failing tests rides along with its",
    "  fix; then a bad commit is stopped by the canary and the automation halts. Resume it there, or wait a minute: the",
    "  demo reverts it and goes on by itself. Abort any rollout at any time. Ctrl-C stops everything.",
    "  The page signs you in with one click, as viewer, operator or admin.",
    `  In another terminal: SAURON_DATA_DIR='${data}' npx sauron status`,
  ];
}

async function startShow(options: DemoCommandOptions, say: Say): Promise<Show> {
  const environment = parseEnvironment(process.env, process.cwd());
  const dataDir = options.data === null ? join(environment.dataDir, "demo") : resolve(options.data);
  if (options.fresh) claimDataDir(dataDir).release();
  openDataDirectory(dataDir, { fresh: options.fresh, removeDatabase });
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(stops.splice(0).map((stopPart) => stopPart()));
  };
  try {
    const people = inventDemoPeople();
    const starting = startProduct(options, { environment, dataDir, people, say });
    stops.push(async () => (await starting.catch(() => null))?.stop(productStopMs));
    // A data directory in use is refused at once, before anything in it is touched.
    await Promise.race([starting, nextTurn()]);
    say("Preparing the repository and the machines");
    const world = await openWorld({
      directory: join(dataDir, "world"),
      machineCount: options.machines,
      seed: options.seed,
      say,
    });
    stops.push(() => world.stop());
    say(`${options.machines} machines run the service`);
    const { url, databaseUrl } = await starting;
    await enrolDemoPeople(databaseUrl, people);
    const commandLine = connectCommandLine(dataDir, url);
    const demo = await runDemo({
      world,
      url,
      key: readLocalKey(dataDir) ?? "",
      commandLine,
      speed: options.speed,
      rate: options.traffic,
      senders: options.senders,
      onRequest: options.onRequest,
      say,
    });
    stops.unshift(() => within(demoStopMs, demo.stop()));
    if (options.onRequest) stops.push(readRequests(process.stdin, demo.storyteller, say));
    return { url, demo, dataDir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startProduct(
  options: DemoCommandOptions,
  { environment, dataDir, people, say }: { environment: Environment; dataDir: string; people: DemoPerson[]; say: Say },
): Promise<RunningSauron> {
  return startSauron({
    dataDir,
    host: environment.host,
    port: options.port ?? environment.port,
    databaseUrl: null,
    ownerUrl: null,
    redisUrl: null,
    secretKey: environment.secretKey,
    logLevel: environment.logLevel,
    webEnvironment: { ...demoSignIn, SAURON_DEMO_PEOPLE: JSON.stringify(people) },
    say,
    onLine: (child, line) => {
      if (environment.logLevel === "debug") process.stderr.write(`${child.padEnd(6)} | ${line}\n`);
    },
  });
}

/** People come in by one click, whatever the environment says of the installation beside it. */
const demoSignIn = Object.fromEntries(
  [
    ...["URL", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLES"],
    ...["PROXY_SECRET", "PROXY_ASSERTION_HEADER", "PROXY_KEYS_URL", "PROXY_AUDIENCE"],
  ].map((name) => [`SAURON_${name}`, undefined]),
);

/** The command line as a person in another terminal would use it. */
function connectCommandLine(dataDir: string, url: string): CommandLine {
  const [node, ...base] = typescriptCommand("bin/cli.ts");
  const env = {
    ...process.env,
    ...typescriptEnvironment,
    // The demo has a database of its own, whatever the environment names.
    DATABASE_URL: undefined,
    SAURON_OWNER_DATABASE_URL: undefined,
    REDIS_URL: undefined,
    SAURON_DATA_DIR: dataDir,
    SAURON_URL: url,
    SAURON_ACTOR: "demo",
  };
  return async (args) => (await runFile(node, [...base, ...args], { cwd: installationRoot, env })).stdout;
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

function printJson(value: unknown): Promise<void> {
  return new Promise((resolve) => void process.stdout.write(`${JSON.stringify(value)}\n`, () => resolve()));
}

export const command: Command = {
  name: "demo",
  summary: "run Sauron with a world of its own and watch it deploy",
  usage,
  run,
};
