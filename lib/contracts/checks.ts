import { z } from "zod";
import { hostObstacles, repositoryObstacles } from "../domain/setup/obstacles";
import { time } from "./api-route";
import { jumpHostSchema, listedHostSchema } from "./fleet-policy";
import { projectFileSchema } from "./project-file";

/** Looks from a worker's machine at what a person wants to connect: a repository, a host. */
const { repository, fleet } = projectFileSchema.shape;
const host = listedHostSchema.shape;

export const repositoryCheckSchema = z.strictObject({
  kind: z.literal("repository"),
  url: repository.shape.url
    .max(1000)
    .refine(
      (url) => !/^\.{1,2}\//.test(url),
      "write a path that begins with / or ~/: a worker is in no folder of yours",
    ),
  trunk: repository.shape.trunk.unwrap(),
});

export const hostCheckSchema = z.strictObject({
  kind: z.literal("host"),
  name: host.name.unwrap(),
  address: host.address,
  port: host.port.unwrap(),
  user: fleet.shape.user.unwrap(),
  privateKey: z
    .string()
    .max(1000)
    .regex(/^(\/|~\/)[^\0\n]+$/, "write a path that begins with / or ~/")
    .describe("Path on the worker's machine"),
  hostKeys: z
    .array(host.hostKey.unwrap())
    .max(20)
    .default([])
    .describe("Pinned fingerprints; none: the key is shown, and nobody logs in"),
  jump: jumpHostSchema.required({ user: true }).optional().describe("The host to go through"),
});

export const checkInputSchema = z.discriminatedUnion("kind", [repositoryCheckSchema, hostCheckSchema]);

/** What was found. `unconfirmed`: the host showed a key that a person has to compare and pin first. */
export const checkStates = ["waiting", "passed", "unconfirmed", "failed"] as const;

const found = { text: z.string() };
const failed = { ...found, state: z.literal("failed"), help: z.string() };

export const repositoryFindingSchema = z.discriminatedUnion("state", [
  z.object({
    ...found,
    state: z.literal("passed"),
    head: z.string(),
    /** Null when the repository showed its branches but not what is in them. */
    commit: z.object({ subject: z.string(), author: z.string(), committedAt: time }).nullable(),
  }),
  z.object({ ...failed, obstacle: z.enum(repositoryObstacles), defaultBranch: z.string().nullable() }),
]);

const hostKey = z.object({ fingerprint: z.string(), type: z.string() });

export const hostFindingSchema = z.discriminatedUnion("state", [
  z.object({ ...found, state: z.literal("passed"), hostKey, user: z.string() }),
  z.object({ ...found, state: z.literal("unconfirmed"), hostKey, help: z.string() }),
  z.object({ ...failed, obstacle: z.enum(hostObstacles) }),
]);

export const checkViewSchema = z.object({
  id: z.number().int(),
  input: checkInputSchema,
  state: z.enum(checkStates),
  /** Null while it waits. */
  finding: z.union([repositoryFindingSchema, hostFindingSchema]).nullable(),
  createdAt: time,
  endedAt: time.nullable(),
});

export type RepositoryCheck = z.output<typeof repositoryCheckSchema>;
export type HostCheck = z.output<typeof hostCheckSchema>;
export type CheckInput = z.output<typeof checkInputSchema>;
export type RepositoryFinding = z.infer<typeof repositoryFindingSchema>;
export type HostFinding = z.infer<typeof hostFindingSchema>;
export type CheckFinding = RepositoryFinding | HostFinding;
export type CheckView = z.infer<typeof checkViewSchema>;
