import { z } from "zod";

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
  /** Needs a bearer token; without it the console's own rules apply. */
  needsToken?: true;
};

/** Pieces that routes are made of. */
export const time = z.iso.datetime();
export const slug = z.string().min(1).max(40).describe("Slug of the project");
export const project = slug.optional().describe("Slug of the project; may be left out when there is exactly one");
export const count = (largest: number, usual: number) => z.coerce.number().int().min(1).max(largest).default(usual);
export const rolloutNumber = z.coerce.number().int().min(1).max(2_147_483_647);
export const shaPrefix = z.string().regex(/^[0-9a-f]{4,64}$/, "write a sha, or at least its first 4 digits");
export const fullSha = z
  .string()
  .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/i, "write the full sha: 40 or 64 hex digits")
  .transform((sha) => sha.toLowerCase());
/** Five letters at least, so that a reason is one. */
export const reason = z.string().trim().min(5, "give a reason of at least 5 letters").max(500);
export const byProject = z.strictObject({ project });
export const bySlug = z.strictObject({ slug });
export const byNumber = z.strictObject({ number: rolloutNumber });
export const nothing = z.strictObject({});
