import { z } from "zod";
import { articleGoalSeconds, articleHostFailurePercent, articleMaxCommits } from "../domain/article-rules";
import { automationModes } from "../domain/automation/modes";
import { isBranchName } from "../domain/repository/branch-name";
import { allowedHoursSchema } from "./allowed-hours";
import { canaryPolicySchema } from "./canary-policy";
import { fleetPolicySchema } from "./fleet-policy";
import { argv, duration, name, path, pause, percent, variables } from "./policy-parts";
import { stagesSchema } from "./stage-policy";

/**
 * The project file `sauron.yml`, as a person writes it, and the policy it becomes. Durations are written `30s`, `5m`,
 * `2h` (or a number of seconds) and become seconds; shares are written `1%` and become percent numbers. The descriptions
 * are for whoever writes one: `docs/project-file.md` is made of them.
 */
export const stepSchema = z
  .strictObject({
    name: name.describe("Name of the step in logs. No two steps have the same."),
    run: argv
      .optional()
      .describe("A program on the host with its arguments, which no shell reads. Give either this or `script`."),
    script: path
      .optional()
      .describe(
        "A POSIX sh script beside the project file. Its text is sent with the rollout; nothing has to be installed on the hosts.",
      ),
    timeout: duration
      .prefault("2m")
      .describe("A try that takes longer is ended, and the host has failed; it is not tried again."),
    retries: z
      .number()
      .int()
      .min(0)
      .max(10)
      .default(0)
      .describe(
        "Further tries when it ends with an exit code other than 0. For what fails by chance, such as a download.",
      ),
    retryPause: pause
      .prefault("1s")
      .describe("Pause before the second try; twice as long before each further one, up to 5m."),
    retryOn: z
      .array(z.number().int().min(1).max(255))
      .min(1, "name at least one exit code")
      .optional()
      .describe("Exit codes worth another try. Left out, all are."),
  })
  .refine((step) => (step.run === undefined) !== (step.script === undefined), "give either run or script");

const repositorySchema = z.strictObject({
  url: z.string().min(1).meta({
    title: "address or path",
    description:
      "Where the git repository is: https://…, ssh://…, git@host:path, or a path on the worker's machine that begins with `/`, `./` or `~/`.",
  }),
  trunk: z
    .string()
    .refine(isBranchName, "write the name of a branch, as git allows it")
    .meta({ title: "name of a branch" })
    .default("main")
    .describe("The branch that deploys. Other branches never do."),
  poll: duration
    .prefault("1m")
    .describe("How often a worker looks for new commits. Longer where a webhook tells of them at once."),
});

const deploySchema = z.strictObject({
  steps: z
    .array(stepSchema)
    .min(1, "name at least one step")
    .describe(
      "Run one after the other on each host; the first that fails ends the deploy of that host. They see SAURON_PROJECT, SAURON_ROLLOUT, SAURON_REVISION and SAURON_HOST.",
    ),
  env: variables
    .default({})
    .describe(
      "Variables that all steps see. Other users of a host can read them while a step runs: no secrets here, those belong into files on the hosts.",
    ),
  revision: argv
    .optional()
    .describe(
      "A program that prints the revision the host runs, and nothing else. With it Sauron knows after a step that broke off, too.",
    ),
  grace: pause
    .prefault("10s")
    .describe(
      "Time between TERM and KILL for a step that is ended, by an abort or by its `timeout`. Longer where a step must not be cut off in the middle.",
    ),
});

const testsSchema = z
  .strictObject({
    required: z
      .array(z.string().min(1).meta({ title: "context" }))
      .default([])
      .describe(
        "Contexts that must have passed, beside those that a source requires. With none, every context that reported must have passed, and at least one must have reported.",
      ),
    run: argv
      .optional()
      .describe(
        "Sauron itself runs this for every new commit, in a checkout of it on the worker's machine, as the context `sauron/tests`. Exit code 0 passes.",
      ),
    script: path.optional().describe("Instead of `run`: a POSIX sh script beside the project file."),
    timeout: duration.prefault("15m").describe("A run that takes longer is ended, and has errored."),
    env: variables
      .default({})
      .describe("What the run sees besides PATH, HOME, TMPDIR, LANG, CI=true and SAURON_SHA; there is nothing else."),
    changes: z
      .boolean()
      .default(false)
      .describe(
        "Also test open changes (pull and merge requests) before they land, but for those from forks. Whoever may push a branch may then run code on the worker's machine.",
      ),
    rerun: z
      .boolean()
      .default(true)
      .describe(
        "Ask once for another attempt before a failure counts, where that can be asked for. `false` where tests are never flaky, or take very long.",
      ),
  })
  .refine((tests) => tests.run === undefined || tests.script === undefined, "give either run or script");

const selectionSchema = z.strictObject({
  maxCommits: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(articleMaxCommits)
    .describe(
      "The most commits in one rollout that the automation starts. The fewer, the easier the culprit is found.",
    ),
  goal: duration
    .prefault(`${articleGoalSeconds / 60}m`)
    .describe("Time from landing to live. When it would be missed, more commits go together, up to `maxCommits`."),
  rolloutTime: duration
    .prefault("10m")
    .describe("How long a rollout is expected to take: what the pace towards the goal is reckoned with."),
  adaptive: z
    .boolean()
    .default(true)
    .describe("Take the median of the last 10 rollouts that succeeded instead of `rolloutTime`, once there are 5."),
});

const rollbackSchema = z.strictObject({
  concurrency: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(200)
    .describe("Hosts taken back at the same time, whatever their stage."),
});

export const projectFileSchema = z.strictObject({
  project: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "use small letters, digits and dashes")
    .meta({
      title: "small letters, digits and dashes, up to 40",
      description: "Its name in addresses and on the command line. With another name the file makes another project.",
    }),
  repository: repositorySchema.describe("Where commits come from."),
  fleet: fleetPolicySchema.describe(
    "The machines to deploy to, and how workers log in to them. Host keys are pinned: a host whose key is unknown or has changed is not deployed to.",
  ),
  deploy: deploySchema.describe("How one host is deployed."),
  stages: stagesSchema.describe(
    "The parts of the fleet a rollout goes through, in order. A host belongs to the first stage that takes it, and the stages together must take all hosts.",
  ),
  hostFailureBudget: percent
    .prefault(`${articleHostFailurePercent}%`)
    .describe("A rollout fails when a larger share of its hosts than this failed to deploy."),
  pipelining: z
    .boolean()
    .default(false)
    .describe(
      "Let a rollout enter a stage as soon as the one ahead has left it; when one fails or is aborted, all behind it fail too. For long rollouts and many commits.",
    ),
  guidedFailure: z
    .boolean()
    .default(false)
    .describe(
      "When more hosts fail than the budget allows, the rollout is held until a person has decided about each: try again, skip, or fail. Otherwise it fails at once.",
    ),
  rollback: rollbackSchema
    .prefault({})
    .describe("How a rollback goes: to all stages at once, without a canary and without a bake."),
  canary: canaryPolicySchema
    .prefault({})
    .describe("How stages with a `bake` are watched and judged; `docs/canary-judge.md` says how it is reckoned."),
  selection: selectionSchema.prefault({}).describe("Which commits the automation takes along, and how fast."),
  tests: testsSchema.prefault({}).describe("When a commit counts as tested; `docs/test-runs.md` says more."),
  automation: z
    .enum(automationModes)
    .default("suggest")
    .describe(
      "`suggest`: a person starts each rollout. `confirm`: Sauron proposes and asks. `supervised`: it answers itself while somebody has the page open. `unattended`: always. What is set on the page stays until this line changes.",
    ),
  allowedHours: allowedHoursSchema
    .optional()
    .describe("When the automation may start rollouts; people may at any time. Left out, always."),
});

/** The parsed project file: what a project's rules are. `Step.script` holds the script's text here, not its path. */
export type Policy = z.output<typeof projectFileSchema>;
export type Step = Policy["deploy"]["steps"][number];
export type StagePolicy = Policy["stages"][number];
