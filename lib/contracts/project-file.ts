import { z } from "zod";
import { articleGoalSeconds, articleHostFailurePercent, articleMaxCommits } from "../domain/article-rules";
import { automationModes } from "../domain/automation/modes";
import { defaultCanaryRules } from "../domain/canary/judge-static-rules";
import { isBranchName } from "../domain/repository/branch-name";
import { allowedHoursSchema } from "./allowed-hours";

/**
 * The project file `sauron.yml`, as a person writes it, and the policy it becomes. Durations are written `30s`, `5m`,
 * `2h` (or a number of seconds) and become seconds; shares are written `1%` and become percent numbers.
 */
const anyDuration = z
  .union([
    z.number().nonnegative(),
    z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, "write a duration such as 30s, 5m or 2h"),
  ])
  .transform((value) => (typeof value === "number" ? value : durationToSeconds(value)))
  .refine((seconds) => seconds <= 24 * 3600, "must be at most 24h");

/** One that may be 0. */
const pause = anyDuration;

/** One that must pass before something is done, or done again: never so short that it is as good as none. */
const duration = anyDuration.refine((seconds) => seconds >= 1, "must be at least 1s");

const percent = z
  .union([z.number().min(0).max(100), z.string().regex(/^\d+(\.\d+)?\s?%$/, "write a share such as 1% or 0.5%")])
  .transform((value) => (typeof value === "number" ? value : Number.parseFloat(value)))
  .refine((value) => value <= 100, "must be at most 100%");

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i, "use letters, digits, dots, dashes and underscores");
const address = z
  .string()
  .regex(/^(?!-)[A-Za-z0-9._:-]{1,253}$/, "write a host name or an IP address without user, port or spaces");
const user = z.string().regex(/^[a-z_][a-z0-9_.-]{0,31}$/i, "write a plain user name");
const labels = z.record(name, z.string().max(63));
const ref = z.string().refine(isBranchName, "write the name of a branch, as git allows it");
const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "write a variable name such as APP_ENV");

const argv = z.array(z.string().min(1)).min(1, "name the program to run, then its arguments");

export const stepSchema = z
  .strictObject({
    name,
    run: argv.optional(),
    /** Path of a POSIX sh script beside the project file; its text is stored with the project. */
    script: z.string().optional(),
    timeout: duration.default(120),
    retries: z.number().int().min(0).max(10).default(0),
  })
  .refine((step) => (step.run === undefined) !== (step.script === undefined), "give either run or script");

const stageHosts = z.union([
  z.literal("rest"),
  z.strictObject({ count: z.number().int().positive() }),
  z.strictObject({ percent }),
  z.strictObject({ labels }),
]);

const bake = z.strictObject({
  /** Requests of this first part are not counted. */
  warmup: pause.default(60),
  for: duration.default(300),
  extendTo: duration.default(900),
  poll: duration.default(10),
});

export const stageSchema = z.strictObject({
  name,
  hosts: stageHosts,
  concurrency: z.number().int().min(1).max(1000).default(50),
  /** Watch the stage's access logs before going on; without it the stage passes once its hosts are deployed. */
  bake: bake.optional(),
});

export const canaryRuleSchema = z.strictObject({
  metric: z.string().regex(/^([1-5]xx|other|[1-5]\d\d)$/, "write a class such as 5xx or a code such as 503"),
  op: z.enum(["<", "<=", ">", ">="]),
  pct: z.number().min(0).max(100),
});

const accessLog = z.strictObject({
  path: z
    .string()
    .regex(/^\/[^\0\n]+$/, "write an absolute path")
    .or(z.string().regex(/^[^/\0\n~-][^\0\n]*$/)),
  format: z.enum(["common", "combined"]).default("combined"),
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

export const projectFileSchema = z.strictObject({
  project: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "use small letters, digits and dashes"),
  repository: z.strictObject({ url: z.string().min(1), trunk: ref.default("main"), poll: duration.default(60) }),
  fleet: z.strictObject({
    user: user.optional(),
    port: z.number().int().min(1).max(65535).default(22),
    /** Path of the private key on the worker's machine; the key itself is never stored. */
    privateKey: z.string().min(1),
    /** Path of a known_hosts file with the hosts' keys. */
    knownHosts: z.string().optional(),
    hosts: z
      .array(
        z.strictObject({
          name: name.optional(),
          address,
          port: z.number().int().min(1).max(65535).optional(),
          user: user.optional(),
          labels: labels.default({}),
          hostKey: z
            .string()
            .regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "write the fingerprint as SHA256:…")
            .optional(),
        }),
      )
      .min(1, "name at least one host"),
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
      { name: "canary", hosts: { count: 1 }, concurrency: 1, bake: { warmup: 60, for: 300, extendTo: 900, poll: 10 } },
      { name: "fleet", hosts: "rest", concurrency: 50 },
    ]),
  /** A rollout fails when a larger share of its hosts than this failed to deploy. */
  hostFailureBudget: percent.default(articleHostFailurePercent),
  canary: z
    .strictObject({
      mode: z.enum(["warn", "enforce"]).default("enforce"),
      accessLog: accessLog.optional(),
      rules: z
        .array(canaryRuleSchema)
        .min(1)
        .default([...defaultCanaryRules]),
      minRequests: z.number().int().positive().optional(),
      excludeCodes: z.array(z.number().int().min(100).max(999)).default([]),
      excludePaths: z.array(z.string().startsWith("/")).default([]),
    })
    .prefault({}),
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
export type CanaryRule = z.output<typeof canaryRuleSchema>;

const secondsPerUnit = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

function durationToSeconds(text: string): number {
  const unit = text.replace(/^[\d.]+/, "") as keyof typeof secondsPerUnit;
  return Number.parseFloat(text) * secondsPerUnit[unit];
}
