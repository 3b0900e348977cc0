import { z } from "zod";
import { time } from "./api-route";

/** A project's file in force, every version of it, and what it names. */
export const projectFileVersionSchema = z.object({ revision: z.number().int(), author: z.string(), createdAt: time });

export const projectFileProblemSchema = z.object({
  line: z.number().int(),
  column: z.number().int(),
  path: z.string(),
  message: z.string(),
});

export const projectSettingsSchema = z.object({
  project: z.string(),
  repositoryUrl: z.string(),
  trunk: z.string(),
  file: projectFileVersionSchema.extend({ source: z.string(), inForce: z.boolean() }),
  /** Newest first. */
  versions: z.array(projectFileVersionSchema),
  /** Texts of the scripts that the file in force names. */
  scripts: z.array(z.object({ name: z.string(), text: z.string() })),
  hosts: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      port: z.number().int(),
      user: z.string(),
      labels: z.record(z.string(), z.string()),
      hostKeys: z.array(z.string()),
      /** What it said it runs, and since when; null = nobody can tell. */
      currentRevision: z.string().nullable(),
      currentSince: time.nullable(),
      /** When a deploy to it last ended or its revision was last told; null = never. */
      lastHeardAt: time.nullable(),
    }),
  ),
  /** Contexts that must have passed; empty = every one that reported. */
  requiredTests: z.array(z.string()),
  automation: z.string(),
  serverTime: time,
});

export type ProjectSettings = z.infer<typeof projectSettingsSchema>;
export type ProjectFileProblemView = z.infer<typeof projectFileProblemSchema>;
