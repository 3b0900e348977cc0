import Link from "next/link";
import { Glyph, statusChip } from "@/components/ui/glyph";
import type { StatusCode } from "@/components/ui/status";
import type { NowView } from "@/lib/contracts/views";

/** What the automation does, in a word; leads to where it is explained. */
export function AutomationPill({ view }: { view: NowView }) {
  const { code, word } = findPill(view);
  return (
    <Link
      href={`/p/${view.project}`}
      data-state={code}
      className={`inline-flex min-h-7 items-center gap-1.5 rounded-full px-3 font-semibold pointer-coarse:min-h-11 ${statusChip[code]}`}
    >
      <Glyph code={code} />
      <span className="sr-only">Automation: </span>
      {word}
    </Link>
  );
}

function findPill({ automation, next, workersAlive }: NowView): { code: StatusCode; word: string } {
  if (automation.halted) return { code: "hold", word: "Halted" };
  if (next.needsHuman) return { code: "hold", word: "Needs you" };
  // Nobody is there to act: what the automation would do says nothing.
  if (workersAlive === 0) return { code: "unknown", word: "No worker" };
  if (automation.mode === "suggest") return { code: "wait", word: "Suggests" };
  return { code: "run", word: "Auto" };
}
