import { describeWay } from "@/components/rollback/describe-way";
import { countHosts } from "@/components/rollout/abort-ladder";
import { formatDuration } from "@/components/ui/time-format";
import type { RollbackPreview } from "@/lib/contracts/rollback-views";

/** What it means in hosts and minutes, and what does not stop it. */
export function RollbackFacts({ preview }: { preview: RollbackPreview }) {
  const { hosts, stages, expectedSeconds, inTheWay, freeze, verdict } = preview;
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5">
      {inTheWay && (
        <li>
          #{inTheWay.number} is {inTheWay.state}. It is aborted, and the rollback begins by itself once it has ended.
        </li>
      )}
      <li>
        Goes to {preview.toRevision.slice(0, 7)} {preview.toTitle}: {verdict ?? "no rollout has brought it to a host"}.
      </li>
      <li>
        {describeWay(preview)}.
        {hosts.there > 0 && ` ${countHosts(hosts.there)} ${hosts.there === 1 ? "runs" : "run"} it already.`}
      </li>
      <li>
        {expectedSeconds === null
          ? "How long it takes is not known: no host was ever deployed."
          : `About ${formatDuration(expectedSeconds * 1000)}.`}
      </li>
      {!stages.some(({ watched }) => watched) && (
        <li>Every host is tried, also when others fail; the failures are judged at the end.</li>
      )}
      {freeze && <li>{freeze}. A freeze does not stop a rollback.</li>}
    </ul>
  );
}
