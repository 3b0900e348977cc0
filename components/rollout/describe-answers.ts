import { formatCommitCount } from "@/components/commit/format-commit-count";
import { countHosts } from "@/components/rollout/abort-ladder";
import { currentStage } from "@/components/rollout/rollout-progress";
import type { RolloutSummary } from "@/lib/contracts/views";

interface Answers {
  /** What a yes does, as the end of a sentence. */
  yes: string;
  no: string;
  /** What the buttons say. */
  yesVerb: string;
  noVerb: string;
}

/** What the answers to a rollout's question do, in numbers. The rollout has a question. */
export function describeAnswers(rollout: RolloutSummary): Answers {
  const { hosts, commitCount, toRevision } = rollout;
  const target = toRevision.slice(0, 7);
  switch (rollout.question?.code) {
    case "start": {
      const first = rollout.stages[0];
      const count = first?.hosts.total ?? hosts.total;
      const begin = `${countHosts(count)}${first ? ` of ${first.name}` : ""} ${count === 1 ? "goes" : "go"}`;
      return {
        yes: `${begin} to ${target} first.`,
        no: "the rollout ends before any host has changed.",
        yesVerb: "Yes, start",
        noVerb: "No, do not start",
      };
    }
    case "continue": {
      const stage = currentStage(rollout)?.name ?? "this stage";
      return {
        yes: `the hosts after ${stage} follow: ${countHosts(hosts.queued)} still ${hosts.queued === 1 ? "waits" : "wait"}.`,
        no: `it stops here: ${countHosts(hosts.succeeded)} ${hosts.succeeded === 1 ? "keeps" : "keep"} ${target}, ${countHosts(hosts.queued)} never start, and the automation halts.`,
        yesVerb: "Yes, continue",
        noVerb: "No, stop here",
      };
    }
    case "failures": {
      const failed = hosts.failed + hosts.unknown;
      return {
        yes: `${countHosts(failed)} ${failed === 1 ? "is" : "are"} skipped, and ${countHosts(hosts.queued)} still ${hosts.queued === 1 ? "waits" : "wait"}. On the Hosts tab each can be tried again instead.`,
        no: `it fails: ${countHosts(hosts.succeeded)} ${hosts.succeeded === 1 ? "keeps" : "keep"} ${target}, ${countHosts(hosts.queued)} never start, and the automation halts.`,
        yesVerb: "Yes, without them",
        noVerb: "No, fail it",
      };
    }
    default:
      return {
        yes: `${formatCommitCount(commitCount)} up to ${target} ${commitCount === 1 ? "is" : "are"} taken for this rollout.`,
        no: "the proposal is dropped and no host changes.",
        yesVerb: "Yes, this one",
        noVerb: "No, not this one",
      };
  }
}
