import { z } from "zod";
import type { Permission } from "@/lib/domain/access/permissions";
import { isRecordable } from "@/lib/domain/is-recordable";
import { visibleText } from "@/lib/domain/visible-text";

/** One route of the API: what it takes and what it answers. */
export type ApiRoute = {
  method: "GET" | "POST";
  /** Path below `/api/v1`, parameters in braces. */
  path: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** Status of success. */
  status: number;
  /** Body of success; null when it is no JSON of ours (a stream, plain text). */
  reply: z.ZodType | null;
  /** Other media types of success, with what they carry. */
  media?: Record<string, string>;
  /** What a caller must be allowed to do; null = anybody may know it. */
  permission: Permission | null;
  /** What a wish must be allowed besides, or instead of it. */
  needs?(body: Record<string, unknown>): Permission;
  /**
   * Where the permission is needed when a request names no project: in "all" of them, or in "any" one. Left out = in the
   * only one there is.
   */
  unnamed?: "all" | "any";
  /** Needs a bearer token, whose project it is about. */
  needsToken?: true;
};

/** Pieces that routes are made of. */
export const time = z.iso.datetime();
export const recordableTime = time.refine((text) => isRecordable(Date.parse(text)), "write a time from 1970 to 9999");
export const slug = z.string().min(1).max(40).describe("Slug of the project");
export const project = slug.optional().describe("Slug of the project; may be left out when there is exactly one");
export const count = (largest: number, usual: number) => z.coerce.number().int().min(1).max(largest).default(usual);
/** Of ids and numbers: their columns hold no larger one. */
export const largestNumber = 2_147_483_647;
export const rolloutNumber = z.coerce.number().int().min(1).max(largestNumber);
export const shaPrefix = z.string().regex(/^[0-9a-f]{4,64}$/, "write a sha, or at least its first 4 digits");
export const fullSha = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/i, "write the full sha: 40 or 64 hex digits")
  .transform((sha) => sha.toLowerCase());
/** Five letters at least, so that a reason is one. Characters that would hide or turn around what stands beside them are shown as signs wherever it is read. */
export const reason = z.string().trim().min(5, "give a reason of at least 5 letters").max(500).overwrite(visibleText);
export const byProject = z.strictObject({ project });
export const bySlug = z.strictObject({ slug });
export const byNumber = z.strictObject({ number: rolloutNumber });
export const nothing = z.strictObject({});
/** Of acts that a program may do without saying why; a person is asked. */
export const because = z.strictObject({ reason: reason.optional() });

/** What is looked for in a log, and behind which line. */
export const logSearch = z.strictObject({
  project,
  after: z.coerce.number().int().min(0).max(largestNumber).default(0).describe("The last `searched`"),
  find: z
    .string()
    .min(1)
    .max(500)
    .describe("A plain text, looked for in what is seen of a line: colours are no part of it"),
  case: z.enum(["match", "ignore"]).default("ignore").describe("Whether upper and lower case are told apart"),
});
