import type { Build, Landing, Messenger } from "../messenger";
import { runGit } from "../repository/run-git";
import { trunk } from "../repository/service-repository";
import type { World } from "../world";
import { ciSystems } from "./ci-systems";
import { gitHosts } from "./git-hosts";
import type { BuildReport, Hook, Push } from "./hook";
import { landElsewhere } from "./land-elsewhere";

/** Where a sender posts to, and the secret it has. */
export type SenderAccount = { path: string; secret: string };

type GitHost = keyof typeof gitHosts;
type CiSystem = keyof typeof ciSystems;

export const senderKinds: readonly string[] = [...new Set([...Object.keys(gitHosts), ...Object.keys(ciSystems)])];

const answerMs = 10_000;

/**
 * As git hosts and CI systems would tell it, each of them in turn: one after the other announces a landing, another one
 * after the other tests it. Commits also come onto branches that nobody deploys; their news have to be passed over.
 */
export function createSenderMessenger(
  world: World,
  product: { url: string },
  accounts: Record<string, SenderAccount>,
): Messenger {
  const deliver = async (kind: string, makeHook: (secret: string) => Hook) => {
    const account = accounts[kind];
    if (!account) throw new Error(`The demo has no source of the kind ${kind}.`);
    const { headers, body } = makeHook(account.secret);
    const signal = AbortSignal.timeout(answerMs);
    const response = await fetch(new URL(account.path, product.url), { method: "POST", headers, body, signal });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`The hook of ${kind} was answered with ${response.status}: ${text.slice(0, 300)}`);
  };
  const nextBuild = () => {
    world.state.builds += 1;
    world.save();
    return world.state.builds;
  };
  const tell = (system: CiSystem, report: BuildReport) =>
    deliver(system, (secret) => ciSystems[system].tell(report, secret));
  return {
    async tellLanding(landing) {
      const turn = world.state.memory.landings;
      const host = pick<GitHost>(gitHosts, turn);
      const push = await describePush(world, landing);
      const aside = await landElsewhere(world.repository.origin, turn, landing);
      for (const each of [push, aside]) await deliver(host, (secret) => gitHosts[host](each, secret));
      await tell("generic", describeAside(aside, nextBuild()));
    },
    async tellBuild(build) {
      const system = systemOf(build);
      if (build.status === "running" && !ciSystems[system].tellsOfStart) return;
      await tell(system, { ...build, branch: trunk, build: buildNumber(build) });
    },
  };

  function buildNumber({ sha, attempt }: Build): number {
    const key = `${sha} ${attempt}`;
    const known = world.state.buildNumbers[key];
    if (known !== undefined) return known;
    const number = nextBuild();
    world.state.buildNumbers = { ...lastOf(world.state.buildNumbers), [key]: number };
    world.save();
    return number;
  }
}

/** A commit is tested by the same system however often. */
function systemOf({ sha }: Build): CiSystem {
  return pick<CiSystem>(ciSystems, Number.parseInt(sha.slice(0, 6), 16));
}

function pick<Kind extends string>(table: Record<Kind, unknown>, turn: number): Kind {
  const kinds = Object.keys(table) as Kind[];
  return kinds[turn % kinds.length] as Kind;
}

async function describePush({ repository }: World, landing: Landing): Promise<Push> {
  const before = await runGit(["rev-parse", `${landing.sha}^`], { cwd: repository.origin });
  const { author, message } = landing;
  return { branch: trunk, before, after: landing.sha, author, message, at: new Date() };
}

/** The tests of a branch beside the trunk, over as soon as they begin. */
function describeAside({ after, branch, at }: Push, build: number): BuildReport {
  return { sha: after, branch, build, status: "passed", startedAt: at, finishedAt: at };
}

const keptBuilds = 50;

function lastOf(numbers: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).slice(-keptBuilds));
}
