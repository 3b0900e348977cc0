import { countHosts } from "@/components/rollout/abort-ladder";
import { Glyph } from "@/components/ui/glyph";
import { formatDuration } from "@/components/ui/time-format";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

/** What it means to roll out the whole range at once. */
export function PreviewFacts({ preview }: { preview: RolloutPreview }) {
  const { counts, hosts, stages, expectedSeconds, isRisky } = preview;
  const count = counts.included;
  return (
    <>
      <ul className="flex list-disc flex-col gap-1 pl-5">
        <li>1 rollout, about {formatDuration(expectedSeconds * 1000)}.</li>
        <li>
          {countHosts(hosts)}, stage by stage:{" "}
          {stages.map((stage) => `${stage.name} (${countHosts(stage.hosts)})`).join(", ")}.
        </li>
        <li>
          {count > 1
            ? `When something breaks, the culprit is one of ${count}.`
            : "When something breaks, the culprit is known."}
        </li>
      </ul>
      {isRisky && (
        <p
          data-state="warn"
          className="flex items-start gap-2 rounded-control border border-warn bg-warn-soft p-3 text-warn"
        >
          <Glyph code="warn" />
          <span>
            The target has not passed its tests, or lies past a bad or locked commit. Say why it goes all the same.
          </span>
        </p>
      )}
    </>
  );
}
