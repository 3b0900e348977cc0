import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

/** What happens when the automation is left alone. */
export function AlternativeCard({ preview: { alternative, project } }: { preview: RolloutPreview }) {
  return (
    <Card title="Left to the automation">
      <p>{alternative ? `${alternative.text}.` : "As things stand it does not get there by itself."}</p>
      <p className="mt-4">
        <Link href={`/p/${project}`} className={`${buttonClass("plain")} max-sm:whitespace-normal`}>
          {alternative ? "Leave it to the automation" : "Back to Now"}
        </Link>
      </p>
    </Card>
  );
}
