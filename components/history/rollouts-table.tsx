import { RolloutRowLink } from "@/components/rollout/rollout-row-link";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Sha } from "@/components/ui/sha";
import { rolloutStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { stripStatusWord } from "@/components/ui/strip-status-word";
import { Duration, Time } from "@/components/ui/time";
import type { RolloutSummary } from "@/lib/contracts/views";

const kinds = { forward: "Forward", backlog: "Backlog", rollback: "Rollback" } as const;

const heads = ["#", "Result", "Kind", "Range", "Hosts", "Start", "End", "Took", "Who", "Reason"];

/** Rollouts with all that is recorded of each, newest first. */
export function RolloutsTable({ rollouts }: { rollouts: readonly RolloutSummary[] }) {
  return (
    <ScrollRegion label="Rollouts">
      <table className="w-full text-left">
        <caption className="sr-only">Rollouts, newest first</caption>
        <thead className="text-meta text-ink-2">
          <tr className="border-b border-hairline">
            {heads.map((word) => (
              <th key={word} scope="col" className="py-2 pr-4 font-semibold">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rollouts.map((rollout) => (
            <RolloutRow key={rollout.number} rollout={rollout} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function RolloutRow({ rollout }: { rollout: RolloutSummary }) {
  const { project, number, state, kind, hosts, startedAt, endedAt } = rollout;
  return (
    <tr
      data-row=""
      className="border-b border-hairline align-top last:border-b-0 has-focus-visible:bg-sunken [&>td]:py-2 [&>td]:pr-4"
    >
      <th scope="row" data-row-door="" className="py-2 pr-4 font-normal">
        <RolloutRowLink project={project} number={number} />
      </th>
      <td>
        <StatusText status={rolloutStatus(state)} />
      </td>
      <td>{kinds[kind]}</td>
      <td className="whitespace-nowrap">
        {rollout.fromRevision && (
          <>
            <Sha sha={rollout.fromRevision} project={project} /> →{" "}
          </>
        )}
        <Sha sha={rollout.toRevision} project={project} />
        <span className="block text-meta text-ink-2">
          {rollout.commitCount} {rollout.commitCount === 1 ? "commit" : "commits"}
        </span>
      </td>
      <td className="whitespace-nowrap">
        {hosts.succeeded} of {hosts.total}
        {hosts.failed > 0 && (
          // Those that an abort stopped have not failed by themselves.
          <span className="block text-meta text-fail">
            {hosts.failed} {state === "aborted" ? "not done" : "failed"}
          </span>
        )}
        {hosts.unknown > 0 && <span className="block text-meta text-ink-2">{hosts.unknown} no data</span>}
      </td>
      <td className="whitespace-nowrap">{startedAt ? <Time at={startedAt} relative={false} /> : "Not started"}</td>
      <td className="whitespace-nowrap">{endedAt ? <Time at={endedAt} relative={false} /> : "Not yet"}</td>
      <td className="whitespace-nowrap">
        <Took rollout={rollout} />
      </td>
      <td className="whitespace-nowrap">{rollout.startedBy.name}</td>
      <td className="min-w-56">{tellReason(rollout)}</td>
    </tr>
  );
}

/** How long it took; how long it had waited before is told apart. */
function Took({ rollout: { createdAt, startedAt, endedAt } }: { rollout: RolloutSummary }) {
  return (
    <>
      {startedAt ? <Duration from={startedAt} to={endedAt} /> : "—"}
      <span className="block text-meta text-ink-2">
        queued <Duration from={createdAt} to={startedAt ?? endedAt} />
      </span>
    </>
  );
}

function tellReason({ state, sentence, approval }: RolloutSummary): string {
  const end = state === "succeeded" ? "" : stripStatusWord(sentence);
  const approved = approval ? `Approved by ${approval.by}${approval.reason ? `: ${approval.reason}` : ""}` : "";
  return `${end} ${approved}`.trim() || "—";
}
