import { join } from "node:path";
import { startCi } from "./ci";
import { createApiMessenger, type Messenger } from "./messenger";
import { connectProduct, type ProductApi } from "./product/product-api";
import { type CommandLine, projectSlug, setUpProject } from "./product/set-up-project";
import { openAccounts } from "./senders/open-accounts";
import { createSenderMessenger } from "./senders/sender-messenger";
import { type Storyteller, startStoryteller } from "./story/storyteller";
import { startTraffic } from "./traffic";
import type { World } from "./world";

export type DemoOptions = {
  world: World;
  /** Where the product answers. */
  url: string;
  /** Of this machine, with which the product is spoken to. */
  key: string;
  commandLine: CommandLine;
  speed: number;
  /** Requests per second on each machine. */
  rate: number;
  /** Commits and results come as git hosts and CI systems tell them, not through the API. */
  senders: boolean;
  /** Nothing lands but what the storyteller is asked for. */
  onRequest: boolean;
  say(line: string): void;
};

/** The show: the world set in motion around a running product. */
export type Demo = {
  world: World;
  product: ProductApi;
  storyteller: Storyteller;
  stop(): Promise<void>;
};

const agentSeconds = 2;

/** Makes the project known to the product and sets commits, tests and traffic going. */
export async function runDemo(options: DemoOptions): Promise<Demo> {
  const { world, speed, say } = options;
  const product = connectProduct(options.url, projectSlug, options.key);
  const messenger = await openMessenger(options, product);
  await resumeAfterOwnHalt(world, product);
  await product.announceCommit();
  const untested = await findUntested(product, world);
  const ci = startCi({
    repository: world.repository,
    tell: messenger.tellBuild,
    directory: join(world.directory, "ci"),
    agentSeconds: agentSeconds / speed,
    say,
  });
  for (const { sha, attempt } of untested) ci.enqueue(sha, attempt);
  const traffic = startTraffic({ machines: world.fleet.machines, rate: options.rate, speed });
  const storyteller = startStoryteller({
    world,
    product,
    messenger,
    ci,
    speed,
    say,
    landsByItself: !options.onRequest,
  });
  return {
    world,
    product,
    storyteller,
    async stop() {
      traffic.stop();
      await Promise.all([storyteller.stop(), ci.stop()]);
    },
  };
}

async function openMessenger(options: DemoOptions, product: ProductApi): Promise<Messenger> {
  const { world, commandLine, speed } = options;
  const token = await setUpProject(world, commandLine, { speed, senders: options.senders });
  if (!options.senders) return createApiMessenger(product, token);
  return createSenderMessenger(world, options, await openAccounts(world, commandLine, projectSlug));
}

/** What a build server that was stopped has not reported, oldest first. */
async function findUntested(product: ProductApi, world: World): Promise<{ sha: string; attempt: number }[]> {
  const commits = await product.commits(30);
  const known = new Map(commits.map((commit) => [commit.sha, commit]));
  const shas = new Set([...commits.map((commit) => commit.sha).reverse(), await world.repository.head()]);
  return [...shas].flatMap((sha) => {
    const runs = known.get(sha)?.testRuns ?? [];
    const isReported = runs.some((run) => run.status === "passed" || run.status === "failed");
    return isReported ? [] : [{ sha, attempt: Math.max(0, ...runs.map((run) => run.attempt)) + 1 }];
  });
}

async function resumeAfterOwnHalt(world: World, product: ProductApi): Promise<void> {
  if (!world.state.haltedItself) return;
  const { automation } = await product.now();
  if (automation.halted) await product.resume({ reason: "The demo goes on.", markBad: [] });
  world.state.haltedItself = false;
  world.save();
}
