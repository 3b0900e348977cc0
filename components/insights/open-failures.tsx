import Link from "next/link";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import type { InsightsView } from "@/lib/contracts/insights-views";

/** As many as a person looks into; the table has all. */
const mostShown = 5;

/** Failures from which the fleet is not yet back on a good revision, newest first. Nothing when there are none. */
export function OpenFailures({ project, failures }: { project: string } & Pick<InsightsView["restores"], "failures">) {
  const open = failures.filter(({ restoredAt }) => restoredAt === null);
  if (open.length === 0) return null;
  return (
    <ul aria-label="Not yet restored" className="flex flex-col gap-1">
      {open.slice(0, mostShown).map(({ rollout, knownAt }) => (
        <li key={rollout} className="flex flex-wrap items-center gap-x-2">
          <Glyph code="fail" />
          <Link
            href={`/p/${project}/rollouts/${rollout}`}
            prefetch={false}
            className="inline-flex items-center font-semibold text-run underline underline-offset-2 pointer-coarse:min-h-11"
          >
            #{rollout}
          </Link>
          <span>
            not yet restored, known since <Time at={knownAt} />
          </span>
        </li>
      ))}
      {open.length > mostShown && <li className="text-ink-2">and {open.length - mostShown} more in the table</li>}
    </ul>
  );
}
