import Link from "next/link";
import { describeAct } from "@/components/settings/describe-act";
import { describeDetails } from "@/components/settings/describe-details";
import { findWayBack } from "@/components/settings/find-way-back";
import type { Status } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { AuditEntryView } from "@/lib/contracts/audit-views";
import { sayWay } from "@/lib/domain/audit/way-of-act";
import { visibleText } from "@/lib/domain/visible-text";

const statuses = {
  done: { code: "ok", word: "Done" },
  refused: { code: "fail", word: "Refused" },
} as const satisfies Record<AuditEntryView["outcome"], Status>;

/** Two columns that wrap, so that a narrow screen shows all of it. */
export function AuditTable({ entries, project }: { entries: AuditEntryView[]; project: string }) {
  return (
    <div className="rounded-card border border-hairline bg-surface px-4 py-2">
      <table className="w-full table-fixed text-left">
        <caption className="sr-only">Acts and refusals, newest first</caption>
        <thead className="text-meta text-ink-2">
          <tr className="border-b border-hairline">
            <th scope="col" className="w-32 py-2 pr-4 font-semibold sm:w-48">
              When, and who
            </th>
            <th scope="col" className="py-2 font-semibold">
              What
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} project={project} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AuditRow({ entry, project }: { entry: AuditEntryView; project: string }) {
  const { at, actedAt, actor, action, target, outcome, reason, details } = entry;
  const way = sayWay(entry);
  const wayBack = findWayBack(entry);
  return (
    <tr className="border-b border-hairline align-top last:border-b-0">
      <th scope="row" className="py-2 pr-4 font-normal wrap-anywhere">
        <Time at={actedAt ?? at} relative={false} />
        <span className="block">
          {visibleText(actor.name)}
          {way !== null && <span className="text-ink-2"> ({visibleText(way)})</span>}
        </span>
      </th>
      <td className="py-2 wrap-anywhere">
        <StatusText status={statuses[outcome]} /> {describeAct(action)}: {visibleText(target)}
        {entry.project !== project && entry.project !== null && <span className="text-ink-2"> in {entry.project}</span>}
        {reason !== null && <span className="block text-ink-2">{visibleText(reason)}</span>}
        {details !== null && <Details action={action} details={details} />}
        {wayBack !== null && (
          <Link
            href={wayBack.address}
            prefetch={false}
            className="block w-fit py-1 text-run underline underline-offset-2"
          >
            {wayBack.word}
          </Link>
        )}
        <More entry={entry} />
      </td>
    </tr>
  );
}

/** What changed, from what to what, a line each. */
function Details({ action, details }: Pick<AuditEntryView, "action"> & { details: Record<string, unknown> }) {
  return (
    <ul className="text-ink-2">
      {describeDetails(action, details).map((line) => (
        <li key={line}>{visibleText(line)}</li>
      ))}
    </ul>
  );
}

/** What a person rarely asks for. */
function More({ entry }: { entry: AuditEntryView }) {
  const { id, at, actedAt, address, requestId, hash } = entry;
  return (
    <details className="text-meta text-ink-2">
      <summary className="w-fit cursor-pointer py-1 pointer-coarse:py-3.5">Entry {id}</summary>
      {actedAt !== null && (
        <p>
          Written later, <Time at={at} />: it could not be written at once.
        </p>
      )}
      {address !== null && <p>From {address}</p>}
      {requestId !== null && <p>Request {requestId}</p>}
      <p>Hash {hash}</p>
    </details>
  );
}
