import { z } from "zod";
import { roles } from "../domain/access/roles";

/** Somebody as whom the page of the demo signs in with one click. The password lives as long as that demo runs. */
export const demoPersonSchema = z.strictObject({
  role: z.enum(roles),
  name: z.string(),
  email: z.string(),
  password: z.string(),
});

export type DemoPerson = z.infer<typeof demoPersonSchema>;

export const demoPeopleSchema = z.array(demoPersonSchema);
