import { z } from "zod";
import type { LimitChange } from "@/lib/domain/canary/trace-limits";
import { time } from "./api-route";
import { hostCheckSchema } from "./checks";
import { doubtedInventorySchema, fleetHostSchema } from "./fleet-views";
import type { ShadowView } from "./shadow-views";

/** A project's file in force, every version of it, and what it names. */
export const projectFileVersionSchema = z.object({ revision: z.number().int(), author: z.string(), createdAt: time });

/** What a version of the file changed against the one before it, as lines that may be shown. */
const projectFileChangesSchema = z.object({
  before: z.number().int().describe("Version it is compared with"),
  parts: z.array(
    z.object({
      line: z.number().int().describe("Line of the newer version at which the part begins"),
      lines: z.array(z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() })),
    }),
  ),
});

export const projectFileProblemSchema = z.object({
  line: z.number().int(),
  column: z.number().int(),
  path: z.string(),
  message: z.string(),
});

/** The limits a canary is judged by, in words. */
export type Thresholds = {
  project: string;
  comparison: string;
  /** When each became what it is; of what did not change in the last versions of the project file nothing is told. */
  changes: {
    /** By the rule as the project file writes it ("5xx < 0.5"). */
    rules: Record<string, LimitChange>;
    comparison: LimitChange | null;
  };
  /** Each of them, and how often it would have stopped a host to which nothing was deployed. */
  shadow: ShadowView;
};

export const projectSettingsSchema = z.object({
  project: z.string(),
  repositoryUrl: z.string(),
  trunk: z.string(),
  file: projectFileVersionSchema.extend({ source: z.string(), inForce: z.boolean() }),
  revisionInForce: z.number().int(),
  /** Null: it is the first version. */
  changes: projectFileChangesSchema.nullable(),
  /** Newest first. */
  versions: z.array(projectFileVersionSchema),
  /** Texts of the scripts that the file in force names. */
  scripts: z.array(z.object({ name: z.string(), text: z.string() })),
  hosts: z.array(fleetHostSchema),
  /** How workers log in to a host. */
  login: hostCheckSchema.pick({ privateKey: true }).extend({ jump: hostCheckSchema.shape.jump.unwrap().nullable() }),
  inventory: doubtedInventorySchema,
  /** Contexts that must have passed; empty = every one that reported. */
  requiredTests: z.array(z.string()),
  automation: z.string(),
  serverTime: time,
});

export type ProjectFileChanges = z.infer<typeof projectFileChangesSchema>;
export type ProjectSettings = z.infer<typeof projectSettingsSchema>;
export type ProjectFileProblemView = z.infer<typeof projectFileProblemSchema>;
