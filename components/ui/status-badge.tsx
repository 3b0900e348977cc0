import { Glyph, statusChip, statusInk } from "@/components/ui/glyph";
import type { Status } from "@/components/ui/status";

/** Shape, word and colour of a status in a line of text. */
export function StatusText({ status, className = "" }: { status: Status; className?: string }) {
  return (
    <span
      data-state={status.code}
      className={`inline-flex items-baseline gap-1.5 font-semibold whitespace-nowrap ${statusInk[status.code]} ${className}`}
    >
      <Glyph code={status.code} />
      {status.word}
    </span>
  );
}

/** The same as a filled chip, for the one status that a card is about. */
export function StatusChip({ status, detail = "" }: { status: Status; detail?: string }) {
  return (
    <span
      data-state={status.code}
      className={`inline-flex items-baseline gap-1.5 rounded-full px-2.5 py-0.5 font-semibold flex-wrap ${statusChip[status.code]}`}
    >
      <Glyph code={status.code} />
      {status.word}
      {detail && <span className="font-normal">· {detail}</span>}
    </span>
  );
}
