import { z } from "zod";
import { articleGoalSeconds, articleHostFailurePercent, articleMaxCommits } from "../domain/article-rules";
import { automationModes } from "../domain/automation/modes";
import { hostOrders } from "../domain/fleet/order-hosts";
import { isBranchName } from "../domain/repository/branch-name";
import { allowedHoursSchema } from "./allowed-hours";
import { canaryPolicySchema } from "./canary-policy";
import { duration, pause, percent } from "./policy-parts";

/**
 * The project file `sauron.yml`, as a person writes it, and the policy it becomes. Durations are written `30s`, `5m`,
 * `2h` (or a number of seconds) and become seconds; shares are written `1%` and become percent numbers.
 */
const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i, "use letters, digits, dots, dashes and underscores");
const address = z
  .string()
  .regex(/^(?!-)[A-Za-z0-9._:-]{1,253}$/, "write a host name or an IP address without user, port or spaces");
const user = z.string().regex(/^[a-z_][a-z0-9_.-]{0,31}$/i, "write a plain user name");
const labels = z.record(name, z.string().max(63));
const ref = z.string().refine(isBranchName, "write the name of a branch, as git allows it");
const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "write a variable name such as APP_ENV");

const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "write the fingerprint as SHA256:…");

const argv = z.array(z.string().min(1)).min(1, "name the program to run, then its arguments");

export const stepSchema = z
  .strictObject({
    name,
    run: argv.optional(),
    /** Path of a POSIX sh script beside the project file; its text is stored with the project. */
    script: z.string().optional(),
    timeout: duration.default(120),
    retries: z.number().int().min(0).max(10).default(0),
    /** Before the second try; twice as long before each further one, up to five minutes. */
    retryPause: pause.default(1),
    /** Exit codes worth another try; left out = all. */
    retryOn: z.array(z.number().int().min(1).max(255)).min(1, "name at least one exit code").optional(),
  })
  .refine((step) => (step.run === undefined) !== (step.script === undefined), "give either run or script");

/** Every key names a part: all hosts with these labels, or so many, or such a share, of them or of the whole fleet. */
const chosenHosts = z
  .strictObject({
    labels: labels.optional(),
    count: z.number().int().positive().optional(),
    percent: percent.optional(),
  })
  .refine(({ labels, count, percent }) => labels ?? count ?? percent, {
    error: "give labels, a count or a percent",
    // A misspelt key says more.
    when: ({ issues }) => issues.length === 0,
  })
  .refine(({ count, percent }) => count === undefined || percent === undefined, "give either count or percent");

const bake = z.strictObject({
  /** False: only wait for as long as `for` says, nobody looks at numbers. */
  analysis: z.boolean().default(true),
  /** Requests of this first part are not counted. */
  warmup: pause.default(60),
  for: duration.default(300),
  extendTo: duration.default(900),
  poll: duration.default(10),
});

export const stageSchema = z.strictObject({
  name,
  hosts: z.literal("rest").or(chosenHosts),
  /** In which order hosts are chosen and deployed; left out = listed. */
  order: z.enum(hostOrders).optional(),
  concurrency: z.number().int().min(1).max(1000).default(50),
  /** A rollout also fails when a larger share of this stage's own hosts than this failed to deploy; left out = no such limit. */
  hostFailureBudget: percent.optional(),
  /** Wait, and watch the stage's access logs, before going on; without it the stage passes once its hosts are deployed. */
  bake: bake.optional(),
});

const testsSchema = z
  .strictObject({
    required: z.array(z.string().min(1)).default([]),
    /** Sauron itself runs this for every new commit, in a checkout of it. */
    run: argv.optional(),
    /** Instead of `run`: path of a POSIX sh script beside the project file. */
    script: z.string().optional(),
    timeout: duration.default(15 * 60),
    env: z.record(envName, z.string()).default({}),
    /** Run them for changes of the repository, too, as they are proposed and before they land. */
    changes: z.boolean().default(false),
    /** Ask once for another attempt before a failure counts. */
    rerun: z.boolean().default(true),
  })
  .refine((tests) => tests.run === undefined || tests.script === undefined, "give either run or script");

/** A host as project files and inventories write it. */
export const listedHostSchema = z.strictObject({
  name: name.optional(),
  address,
  port: z.number().int().min(1).max(65535).optional(),
  user: user.optional(),
  labels: labels.default({}),
  hostKey: fingerprint.optional(),
});

/** A host that others lie behind. */
export const jumpHostSchema = z.strictObject({
  address,
  port: z.number().int().min(1).max(65535).default(22),
  /** Left out = the user of the fleet. */
  user: user.optional(),
  /** Pinned keys, any of which it may show; those of the `knownHosts` file count too. */
  hostKeys: z.array(fingerprint).max(20).default([]),
});

const inventorySchema = z.strictObject({ run: argv, refresh: duration.default(60), timeout: duration.default(30) });

export const projectFileSchema = z.strictObject({
  project: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "use small letters, digits and dashes"),
  repository: z.strictObject({ url: z.string().min(1), trunk: ref.default("main"), poll: duration.default(60) }),
  fleet: z
    .strictObject({
      user: user.optional(),
      port: z.number().int().min(1).max(65535).default(22),
      /** Path of the private key on the worker's machine; the key itself is never stored. */
      privateKey: z.string().min(1),
      /** Path of a known_hosts file with the hosts' keys. */
      knownHosts: z.string().optional(),
      /** Workers reach the hosts through this one, logged in to with the same key; left out = directly. */
      jump: jumpHostSchema.optional(),
      hosts: z.array(listedHostSchema).min(1, "name at least one host").optional(),
      /** Instead of `hosts`: a program on the worker's machine that prints them as JSON. */
      inventory: inventorySchema.optional(),
    })
    .refine((fleet) => (fleet.hosts === undefined) !== (fleet.inventory === undefined), {
      error: "list the machines as `hosts`, or give an `inventory` that does; one of the two",
      when: ({ issues }) => issues.length === 0,
    }),
  deploy: z.strictObject({
    steps: z.array(stepSchema).min(1, "name at least one step"),
    env: z.record(envName, z.string()).default({}),
    /** Prints the revision a host runs, and nothing else. */
    revision: argv.optional(),
    /** Time a running command has between TERM and KILL when a rollout is stopped. */
    grace: pause.default(10),
  }),
  stages: z
    .array(stageSchema)
    .min(1)
    .default([
      {
        name: "canary",
        hosts: { count: 1 },
        concurrency: 1,
        bake: { analysis: true, warmup: 60, for: 300, extendTo: 900, poll: 10 },
      },
      { name: "fleet", hosts: "rest", concurrency: 50 },
    ]),
  /** A rollout fails when a larger share of its hosts than this failed to deploy. */
  hostFailureBudget: percent.default(articleHostFailurePercent),
  /** Let a rollout enter a stage as soon as the one ahead has left it; false = one rollout at a time. */
  pipelining: z.boolean().default(false),
  /** When more fail, a person is asked about each of them; false = the rollout fails at once. */
  guidedFailure: z.boolean().default(false),
  rollback: z
    .strictObject({
      /** Hosts taken back at the same time; all stages are one. */
      concurrency: z.number().int().min(1).max(1000).default(200),
    })
    .prefault({}),
  canary: canaryPolicySchema.prefault({}),
  selection: z
    .strictObject({
      maxCommits: z.number().int().min(1).max(100).default(articleMaxCommits),
      goal: duration.default(articleGoalSeconds),
      rolloutTime: duration.default(600),
      adaptive: z.boolean().default(true),
    })
    .prefault({}),
  tests: testsSchema.prefault({}),
  automation: z.enum(automationModes).default("suggest"),
  /** When the automation may start rollouts; left out = always. Binds the automation, not people. */
  allowedHours: allowedHoursSchema.optional(),
});

/** The parsed project file: what a project's rules are. `Step.script` holds the script's text here, not its path. */
export type Policy = z.output<typeof projectFileSchema>;
export type Step = Policy["deploy"]["steps"][number];
export type StagePolicy = Policy["stages"][number];
