import { z } from "zod";
import { hostOrders } from "../domain/fleet/order-hosts";
import { duration, hostLabels, name, pause, percent } from "./policy-parts";

/** Every key names a part: all hosts with these labels, or so many, or such a share, of them or of the whole fleet. */
const chosenHosts = z
  .strictObject({
    labels: hostLabels.optional().describe("Only hosts with all of these labels. Alone it takes all of them."),
    count: z.number().int().positive().optional().describe("So many hosts. Not beside `percent`."),
    percent: percent
      .optional()
      .describe("Such a share of the fleet, or of the hosts with these labels, rounded up. Not beside `count`."),
  })
  .refine(({ labels, count, percent }) => labels ?? count ?? percent, {
    error: "give labels, a count or a percent",
    // A misspelt key says more.
    when: ({ issues }) => issues.length === 0,
  })
  .refine(({ count, percent }) => count === undefined || percent === undefined, "give either count or percent");

const bake = z.strictObject({
  analysis: z
    .boolean()
    .default(true)
    .describe("`false`: nobody looks at numbers, the stage only waits for as long as `for` says."),
  warmup: pause
    .prefault("1m")
    .describe("Requests of this first part are not counted. Longer where a service is slow after its start."),
  for: duration.prefault("5m").describe("How long the stage is watched. Longer where few requests come."),
  extendTo: duration
    .prefault("15m")
    .describe("It is watched longer, up to this, when that allowed no verdict. At least `warmup` and `for` together."),
  poll: duration.prefault("10s").describe("How often the numbers are read and judged."),
});

export const stageSchema = z.strictObject({
  name: name.describe("Name of the stage on the pages."),
  hosts: z
    .literal("rest")
    .or(chosenHosts)
    .describe("Which hosts it takes of those that no stage before it has taken: `rest` are all that are left."),
  order: z
    .enum(hostOrders)
    .optional()
    .meta({
      description:
        "In which order hosts are chosen and deployed: as the fleet lists them, by name, or at random, anew for each rollout. Not `random` with `pipelining`.",
      default: "listed" satisfies (typeof hostOrders)[number],
    }),
  concurrency: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe("Hosts deployed at the same time. As many as the service can do without for a moment."),
  hostFailureBudget: percent
    .optional()
    .describe(
      "The rollout also fails when a larger share of this stage's own hosts failed. Left out, there is no such limit.",
    ),
  bake: bake
    .optional()
    .describe(
      "Wait, and watch the requests of the stage's hosts, before going on. Left out, the stage passes once its hosts are deployed.",
    ),
});

/** One host is watched, then the rest follows. */
export const stagesSchema = z
  .array(stageSchema)
  .min(1)
  .prefault([
    { name: "canary", hosts: { count: 1 }, concurrency: 1, bake: {} },
    { name: "fleet", hosts: "rest" },
  ]);
