import { Glyph } from "@/components/ui/glyph";

interface RiskListProps {
  risks: readonly string[];
  accepted: boolean;
  onAccept: (accepted: boolean) => void;
}

/** What this rollback risks beyond what any does; a person says that she knows. */
export function RiskList({ risks, accepted, onAccept }: RiskListProps) {
  if (risks.length === 0) return null;
  return (
    <div data-state="warn" className="flex flex-col gap-2 rounded-control border border-warn bg-warn-soft p-3">
      {risks.map((risk) => (
        <p key={risk} className="flex items-start gap-2 text-warn">
          <Glyph code="warn" />
          <span className="min-w-0 break-words">{risk}</span>
        </p>
      ))}
      <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={accepted}
          onChange={(event) => onAccept(event.target.checked)}
          className="size-4 shrink-0"
        />
        I accept the risk
      </label>
    </div>
  );
}
