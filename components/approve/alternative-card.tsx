import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatDuration } from "@/components/ui/time-format";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

/** What happens when the automation is left alone. */
export function AlternativeCard({ preview: { alternative, project } }: { preview: RolloutPreview }) {
  return (
    <Card title="Left to the automation">
      {alternative ? (
        <ul className="flex list-disc flex-col gap-1 pl-5">
          <li>{alternative.text}</li>
          <li>
            {alternative.rollouts === 1 ? "1 rollout" : `${alternative.rollouts} rollouts`}, about{" "}
            {formatDuration(alternative.seconds * 1000)} in all.
          </li>
        </ul>
      ) : (
        <p>As things stand it does not get there by itself.</p>
      )}
      <p className="mt-4">
        <Link href={`/p/${project}`} className={buttonClass("plain")}>
          {alternative ? "Leave it to the automation" : "Back to Now"}
        </Link>
      </p>
    </Card>
  );
}
