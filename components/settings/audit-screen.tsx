import Link from "next/link";
import { type AuditFilter, auditAddress, toApiQuery } from "@/components/settings/audit-filter";
import { AuditFilters } from "@/components/settings/audit-filters";
import { AuditTable } from "@/components/settings/audit-table";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { buttonClass } from "@/components/ui/button";
import type { AuditEntryView } from "@/lib/contracts/audit-views";

interface AuditScreenProps {
  project: string;
  filter: AuditFilter;
  page: { entries: AuditEntryView[]; next: number | null };
}

/** Who did what, and who was refused, newest first. The address keeps the filter and the page; no script is needed. */
export function AuditScreen({ project, filter, page }: AuditScreenProps) {
  const { entries, next } = page;
  return (
    <SettingsFrame project={project} area="audit">
      <p className="max-w-[72ch] text-ink-2">
        Every act of a person or a program, and every one that was refused. Entries are only ever added;{" "}
        <code>sauron audit verify</code> finds out whether one was changed or taken away.
      </p>
      <AuditFilters filter={filter} />
      {entries.length === 0 ? <NoEntry /> : <AuditTable entries={entries} project={project} />}
      <nav aria-label="Pages of the audit" className="flex flex-wrap gap-3">
        {filter.before !== "" && (
          <Link href={auditAddress(filter, { before: "" })} prefetch={false} className={buttonClass("plain")}>
            Newest
          </Link>
        )}
        {next !== null && (
          <Link href={auditAddress(filter, { before: `${next}` })} prefetch={false} className={buttonClass("plain")}>
            Older
          </Link>
        )}
        <a
          href={exportAddress(project, filter)}
          download
          className={`${buttonClass("quiet")} max-sm:whitespace-normal`}
        >
          Export as JSON lines
        </a>
      </nav>
    </SettingsFrame>
  );
}

/** All that the filter lets through, whichever page is shown. */
function exportAddress(project: string, filter: AuditFilter): string {
  return `/api/v1/audit?${new URLSearchParams([...toApiQuery(project, { ...filter, before: "" }), ["format", "jsonl"]])}`;
}

function NoEntry() {
  return (
    <p className="rounded-card border border-hairline bg-surface p-6 text-ink-2">
      Nothing matches the filter. What is about no project is among those of all projects.
    </p>
  );
}
