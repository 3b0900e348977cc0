import { countHosts } from "@/components/rollout/abort-ladder";
import { Card } from "@/components/ui/card";
import { Fold } from "@/components/ui/fold";
import { formatDuration } from "@/components/ui/time-format";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

type Stage = RolloutPreview["stages"][number];

/** Which hosts, in which order, and what runs on each of them. */
export function PreviewPlan({ preview }: { preview: RolloutPreview }) {
  const { stages, setAside, steps, variables } = preview;
  return (
    <Card title="What runs where" aside={`${countHosts(preview.hosts)}, in this order`}>
      <ol className="flex flex-col gap-3">
        {stages.map((stage) => (
          <li key={stage.name}>
            <strong>{stage.name}</strong>: {countHosts(stage.hosts)}, {describeRules(stage)}.
            <HostNames stage={stage} />
          </li>
        ))}
      </ol>
      {setAside.length > 0 && <p className="pt-3">Set aside, and left alone: {setAside.join(", ")}.</p>}
      <Fold title="What runs on each host">
        <ol className="flex list-decimal flex-col gap-1 py-2 pl-8">
          {steps.map(({ step, command, timeoutSeconds, retries }) => (
            <li key={step}>
              {step}: <code className="font-mono text-log break-all">{command}</code>{" "}
              <span className="text-ink-2">
                at most {formatDuration(timeoutSeconds * 1000)}
                {retries > 0 && `, ${retries} more ${retries === 1 ? "try" : "tries"} when it fails`}
              </span>
            </li>
          ))}
        </ol>
        <p className="text-ink-2">They find these variables: {variables.join(", ")}. Values are not shown.</p>
      </Fold>
    </Card>
  );
}

function HostNames({ stage }: { stage: Stage }) {
  if (stage.hosts === 0) return <p className="text-fail">No host: nothing would be deployed in this stage.</p>;
  if (stage.hosts <= 3) return <p className="text-ink-2">{stage.hostNames.join(", ")}</p>;
  return (
    <Fold title={`From ${stage.hostNames[0]} to ${stage.hostNames.at(-1)}`} hint={`in stage ${stage.name}`}>
      <p className="max-h-60 overflow-y-auto py-1 text-ink-2">{stage.hostNames.join(", ")}</p>
    </Fold>
  );
}

const orderWords = { listed: "as listed", name: "by name", random: "shuffled" } as const satisfies Record<
  Stage["order"],
  string
>;

/** "as listed, 50 at a time, then watched for 5 min" */
export function describeRules({ order, concurrency, failurePercent, bake }: Omit<Stage, "name">): string {
  const parts = [orderWords[order], concurrency === 1 ? "one at a time" : `${concurrency} at a time`];
  if (failurePercent !== null) parts.push(`at most ${failurePercent} % may fail`);
  if (bake) parts.push(`then ${bake.analysis ? "watched" : "waited"} for ${formatDuration(bake.seconds * 1000)}`);
  return parts.join(", ");
}
