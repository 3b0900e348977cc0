import type { NowView } from "@/lib/contracts/views";
import type { Ci } from "../ci";
import type { Landing, Messenger } from "../messenger";
import type { ProductApi } from "../product/product-api";
import type { World } from "../world";
import { people, planChange } from "./changes";
import { type Act, decideAct, patienceSeconds } from "./decide-act";
import { seeProduct } from "./see-product";
import type { LandingKind, Seen } from "./types";

export type StorytellerOptions = {
  world: World;
  product: ProductApi;
  messenger: Messenger;
  ci: Ci;
  speed: number;
  /** Commits land by the story; false = only those that are asked for. */
  landsByItself: boolean;
  say(line: string): void;
};

export type Storyteller = {
  /** Lands a commit as soon as those asked for before have landed. */
  request(kind: LandingKind): void;
  /** Nothing new lands any more; halts are still resolved. */
  closeTrunk(): void;
  /** What the product showed last; null before the first look. */
  lastView(): NowView | null;
  stop(): Promise<void>;
};

const lookEveryMs = 1000;

/** Plays the people of the demo: lands commits, reverts bad ones, and resolves what nobody else resolves in time. */
export function startStoryteller(options: StorytellerOptions): Storyteller {
  const { world, product, say } = options;
  const requested: LandingKind[] = [];
  let landing = options.landsByItself;
  let stopped = false;
  let complaint = "";
  let view: NowView | null = null;
  let wake = () => {};

  const look = async () => {
    const looked = await seeProduct(product, Date.now());
    view = looked.view;
    noteHeld(world, looked.seen);
    const [kind] = requested;
    if (kind) await perform({ act: "land", kind }, options);
    else await perform(decideAct(world.state.memory, looked.seen, { speed: options.speed, landing }), options);
    if (kind) requested.shift();
    complaint = "";
  };
  const tell = async () => {
    await finishPending(options);
    while (!stopped) {
      await look().catch((error: Error) => {
        if (!stopped && error.message !== complaint) say(`The demo cannot go on for the moment: ${error.message}`);
        complaint = error.message;
      });
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, stopped ? 0 : lookEveryMs / Math.min(options.speed, 4));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const telling = tell();
  return {
    request: (kind) => {
      requested.push(kind);
      wake();
    },
    closeTrunk: () => {
      landing = false;
    },
    lastView: () => view,
    async stop() {
      stopped = true;
      wake();
      await telling;
    },
  };
}

function noteHeld({ state }: World, seen: Seen): void {
  const held = seen.doing?.state === "held" ? seen.doing.number : null;
  if (held === null) state.memory.held = null;
  else if (state.memory.held?.rollout !== held) state.memory.held = { rollout: held, since: seen.now };
}

async function perform(act: Act, options: StorytellerOptions): Promise<void> {
  if (act.act === "land") return land(act.kind, options);
  if (act.act === "revert") return revert(act.sha, options);
  if (act.act === "resume") return resume(act.markBad, options);
  if (act.act === "resolve") return resolveHeld(act, options);
}

async function land(kind: LandingKind, options: StorytellerOptions): Promise<void> {
  const { world, say } = options;
  const { memory } = world.state;
  const change = planChange({ seed: memory.seed, index: memory.landings, kind }, world.repository.readFile);
  await begin(world, { landing: change.kind, revertOf: null });
  const sha = await world.repository.land(change);
  noteLanding(world, { sha, kind: change.kind });
  say(`${change.author.name} landed ${short(sha)} ${change.message.split("\n")[0]}`);
  await announce({ sha, author: change.author, message: change.message }, options);
}

async function revert(bad: string, options: StorytellerOptions): Promise<void> {
  const { world, say } = options;
  const author = people[world.state.memory.landings % people.length] ?? people[0];
  await begin(world, { landing: null, revertOf: bad });
  const sha = await world.repository.revert(bad, author);
  noteRevert(world, { bad, sha });
  say(`${author.name} reverted ${short(bad)} with ${short(sha)}`);
  await announce({ sha, author, message: `Revert ${short(bad)}` }, options);
}

async function announce(landing: Landing, { ci, messenger }: StorytellerOptions): Promise<void> {
  ci.enqueue(landing.sha);
  await messenger.tellLanding(landing);
}

async function resume(markBad: string[], { world, product, speed, say }: StorytellerOptions): Promise<void> {
  const seconds = Math.round(patienceSeconds / speed);
  const reverts = markBad.map((sha) => {
    const by = world.state.memory.bad.find((bad) => bad.sha === sha)?.revertedBy;
    return by ? `${short(sha)} is bad and reverted by ${short(by)}` : `${short(sha)} is bad`;
  });
  const reason = [`Nobody resolved this within ${seconds} s, so the demo did`, ...reverts].join("; ");
  await product.resume({ reason: `${reason}.`, markBad });
  say(`demo: ${reason}. The automation goes on.`);
}

async function resolveHeld(act: Extract<Act, { act: "resolve" }>, options: StorytellerOptions): Promise<void> {
  const seconds = Math.round(patienceSeconds / options.speed);
  const wish = act.action === "continue" ? "lets it go on" : "stops it";
  const reason = `Nobody resolved this within ${seconds} s, so the demo ${wish}.`;
  await options.product.resolveHeld(act.rollout, { action: act.action, reason });
  options.say(`demo: rollout #${act.rollout} was held. ${reason}`);
}

/** Notes what is about to be pushed, so that a demo killed in between knows afterwards what it had done. */
async function begin(world: World, doing: { landing: LandingKind | null; revertOf: string | null }): Promise<void> {
  world.state.pending = { head: await world.repository.head(), ...doing };
  world.save();
}

async function finishPending(options: StorytellerOptions): Promise<void> {
  const { world } = options;
  const { pending } = world.state;
  if (!pending) return;
  const sha = await world.repository.head();
  if (sha !== pending.head && pending.landing) noteLanding(world, { sha, kind: pending.landing });
  else if (sha !== pending.head && pending.revertOf) noteRevert(world, { bad: pending.revertOf, sha });
  world.state.pending = null;
  world.save();
}

function noteLanding(world: World, { sha, kind }: { sha: string; kind: LandingKind }): void {
  const { memory } = world.state;
  for (const bad of memory.bad) if (!bad.revertedBy) bad.followers += 1;
  if (kind === "bad") memory.bad.push({ sha, landedAt: Date.now(), revertedBy: null, followers: 0 });
  memory.redTrunk = kind === "red";
  memory.landings += 1;
  memory.lastLandingAt = Date.now();
  world.state.pending = null;
  world.save();
}

function noteRevert(world: World, { bad, sha }: { bad: string; sha: string }): void {
  const { memory } = world.state;
  const known = memory.bad.find((entry) => entry.sha === bad);
  if (known) known.revertedBy = sha;
  else memory.bad.push({ sha: bad, landedAt: Date.now(), revertedBy: sha, followers: 0 });
  world.state.pending = null;
  world.save();
}

function short(sha: string): string {
  return sha.slice(0, 10);
}
