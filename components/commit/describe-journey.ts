import { describeProgress } from "@/components/rollout/rollout-progress";
import { type StatusCode, testStatus } from "@/components/ui/status";
import type { CommitView, NowView, QueuedCommitView, RolloutSummary } from "@/lib/contracts/views";
import { isFinal } from "@/lib/domain/rollout/states";

export interface JourneyStep {
  name: "Landed" | "Tested" | "Queued" | "Rolled out" | "Live";
  code: StatusCode;
  text: string;
}

interface Surroundings {
  /** The commit's row in the queue; null when it is not waiting. */
  queued: QueuedCommitView | null;
  doing: NowView["doing"];
  live: NowView["live"];
  /** Rollouts that carried it, newest first. */
  rollouts: readonly { number: number; state: RolloutSummary["state"] }[];
}

/** The stations of a commit on its way to the fleet, and what is known of each. */
export function describeJourney(commit: CommitView, around: Surroundings): JourneyStep[] {
  const riding = around.doing?.commits.some((each) => each.sha === commit.sha) ? around.doing : null;
  const arrived = around.rollouts.find((rollout) => rollout.state === "succeeded") ?? null;
  const stopped = around.rollouts.find((rollout) => isFinal(rollout.state) && rollout.state !== "succeeded") ?? null;
  return [
    { name: "Landed", code: "ok", text: `by ${commit.author}` },
    describeTests(commit),
    describeQueue({ ...around, riding, arrived }),
    describeRollout({ riding, arrived, stopped }),
    describeLive({ riding, arrived, live: around.live, sha: commit.sha }),
  ];
}

function describeTests({ testStatus: status, testRuns }: CommitView): JourneyStep {
  const { code, word } = testStatus(status);
  const contexts = testRuns.length === 1 ? "1 test run" : `${testRuns.length} test runs`;
  return { name: "Tested", code, text: testRuns.length === 0 ? "No test run was reported" : `${word}, ${contexts}` };
}

type Riding = NowView["doing"];
type Carried = Surroundings["rollouts"][number] | null;

function describeQueue({ queued, riding, arrived }: Surroundings & { riding: Riding; arrived: Carried }): JourneyStep {
  if (queued) return { name: "Queued", code: queued.late ? "warn" : "wait", text: queued.reason.text };
  if (riding || arrived) return { name: "Queued", code: "ok", text: "Left the queue" };
  return { name: "Queued", code: "skip", text: "Not waiting" };
}

function describeRollout({
  riding,
  arrived,
  stopped,
}: {
  riding: Riding;
  arrived: Carried;
  stopped: Carried;
}): JourneyStep {
  if (riding) {
    const { code, word, detail } = describeProgress(riding);
    return { name: "Rolled out", code, text: `#${riding.number}: ${word}${detail && `, ${detail}`}` };
  }
  if (arrived) return { name: "Rolled out", code: "ok", text: `with #${arrived.number}` };
  if (stopped) return { name: "Rolled out", code: "fail", text: `#${stopped.number} was ${stopped.state}` };
  return { name: "Rolled out", code: "wait", text: "Not yet" };
}

interface LiveFacts {
  riding: Riding;
  arrived: Carried;
  live: NowView["live"];
  sha: string;
}

function describeLive({ riding, arrived, live, sha }: LiveFacts): JourneyStep {
  if (riding) {
    const { succeeded, total } = riding.hosts;
    return { name: "Live", code: "run", text: `on ${succeeded} of ${total} hosts` };
  }
  if (!arrived) return { name: "Live", code: "wait", text: "Not yet" };
  const by = live?.revision === sha ? "It is the newest live revision" : `Since rollout #${arrived.number}`;
  return { name: "Live", code: "ok", text: by };
}
