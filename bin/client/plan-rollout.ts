import { parseArgs } from "node:util";
import type { RolloutPreview } from "@/lib/contracts/planning-views";
import { openApiClient } from "./api-client";
import { chooseProject } from "./choose-project";
import { formatPreview } from "./format-preview";

const options = {
  to: { type: "string" },
  "show-commands": { type: "boolean", default: false },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** `sauron rollouts plan`: what a rollout would do, on which hosts, in which order. Starts nothing. */
export async function planRollout(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options });
  const api = openApiClient();
  const project = await chooseProject(api, values.project);
  const preview = await api.get<RolloutPreview>(`/projects/${project}/preview`, { to: values.to });
  const lines = [...formatPreview(preview), ...formatStages(preview)];
  if (preview.setAside.length > 0) lines.push(`set aside, and left alone: ${preview.setAside.join(", ")}`);
  if (values["show-commands"]) lines.push(...formatCommands(preview));
  process.stdout.write(values.json ? `${JSON.stringify(preview)}\n` : `${lines.join("\n")}\n`);
  return 0;
}

function formatStages({ stages }: RolloutPreview): string[] {
  return stages.flatMap(({ name, hostNames, order, concurrency, failurePercent, bake }, index) => [
    `stage ${index + 1}, ${name}: ${hostNames.length === 1 ? "1 host" : `${hostNames.length} hosts`}, ${order}, ${concurrency} at a time`,
    ...(failurePercent === null ? [] : [`  fails when more than ${failurePercent} % of them fail`]),
    ...hostNames.map((host, place) => `  ${String(place + 1).padStart(4)}  ${host}`),
    ...(bake ? [`  then ${bake.analysis ? "watched" : "waited"} for ${bake.seconds} s`] : []),
  ]);
}

function formatCommands({ steps, variables }: RolloutPreview): string[] {
  return [
    "on each host:",
    ...steps.map(({ step, command, timeoutSeconds, retries }) => {
      const tries = retries === 0 ? "" : `, ${retries} more ${retries === 1 ? "try" : "tries"} when it fails`;
      return `  ${step}: ${command} (at most ${timeoutSeconds} s${tries})`;
    }),
    `  with ${variables.join(", ")}; values are not shown`,
  ];
}
