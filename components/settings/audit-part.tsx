import type { ReactNode } from "react";

/** A field of the filter and its name. */
export function AuditPart({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is its child.
    <label className="flex min-w-0 flex-col gap-1">
      <span className="text-ink-2">{label}</span>
      {children}
    </label>
  );
}
