"use client";

import type { AuditFilter } from "@/components/settings/audit-filter";
import { AuditPart } from "@/components/settings/audit-part";
import { fieldClass } from "@/components/ui/field-class";
import { useZone } from "@/components/ui/time";

/** The first and the last day, as they begin and end in the zone that times are shown in. */
export function AuditDays({ filter }: { filter: Pick<AuditFilter, "from" | "to" | "zone"> }) {
  const shown = useZone();
  // Days that were asked for stay those of the zone they were asked in, whoever opens the address.
  const zone = filter.from === "" && filter.to === "" ? shown : filter.zone || "UTC";
  return (
    <>
      <AuditPart label={`From (${zone})`}>
        <input name="from" type="date" defaultValue={filter.from} className={fieldClass} />
      </AuditPart>
      <AuditPart label={`To (${zone})`}>
        <input name="to" type="date" defaultValue={filter.to} className={fieldClass} />
      </AuditPart>
      <input type="hidden" name="zone" value={zone} />
    </>
  );
}
