import { AuditDays } from "@/components/settings/audit-days";
import type { AuditFilter } from "@/components/settings/audit-filter";
import { AuditPart } from "@/components/settings/audit-part";
import { describeAct } from "@/components/settings/describe-act";
import { buttonClass } from "@/components/ui/button";
import { fieldClass } from "@/components/ui/field-class";
import { auditedActs } from "@/lib/contracts/audited-acts";

/** Narrows the audit: a plain form, whose fields become the address. A new filter begins at the newest entry. */
export function AuditFilters({ filter }: { filter: AuditFilter }) {
  const known = auditedActs.map((act) => [act, describeAct(act)] as const).sort(([, a], [, b]) => a.localeCompare(b));
  const isKnown = filter.act === "" || known.some(([act]) => act === filter.act);
  return (
    <form
      method="get"
      aria-label="Filter the audit"
      className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] items-end gap-x-4 gap-y-2 text-meta"
    >
      <AuditPart label="Project">
        <select name="all" defaultValue={filter.all} className={fieldClass}>
          <option value="">this project</option>
          <option value="1">all projects</option>
        </select>
      </AuditPart>
      <AuditPart label="Who">
        <input name="who" maxLength={200} defaultValue={filter.who} className={fieldClass} />
      </AuditPart>
      <AuditPart label="Act">
        <select name="act" defaultValue={filter.act} className={fieldClass}>
          <option value="">all</option>
          {(isKnown ? known : [...known, [filter.act, describeAct(filter.act)] as const]).map(([act, words]) => (
            <option key={act} value={act}>
              {words}
            </option>
          ))}
        </select>
      </AuditPart>
      <AuditPart label="Outcome">
        <select name="outcome" defaultValue={filter.outcome} className={fieldClass}>
          <option value="">all</option>
          <option value="done">Done</option>
          <option value="refused">Refused</option>
        </select>
      </AuditPart>
      <AuditPart label="Find">
        <input
          name="find"
          type="search"
          maxLength={200}
          defaultValue={filter.find}
          placeholder="#12, a host, a reason"
          className={fieldClass}
        />
      </AuditPart>
      <AuditDays filter={filter} />
      <button type="submit" className={buttonClass("plain")}>
        Show
      </button>
    </form>
  );
}
