import { z } from "zod";
import { durationUnits } from "../domain/access-log/log-format";

const field = z
  .string()
  .min(1, "name a field, such as status or request.method")
  .max(100)
  .meta({ title: "name of a field such as request.method" })
  .optional();

/** Where a JSON line of an access log has what; see LogFields. */
export const logFieldsSchema = z.strictObject({
  status: field.describe("Status code."),
  time: field.describe("When the request came, or was answered: ISO 8601, the form of Apache, or epoch seconds."),
  method: field.describe("Method."),
  path: field.describe("Path."),
  request: field.describe("Instead of method and path: both in one text such as `GET / HTTP/1.1`."),
  duration: field.describe("How long the request took."),
  durationUnit: z
    .enum(durationUnits)
    .optional()
    .meta({
      description: "Unit of `duration`.",
      default: "s" satisfies (typeof durationUnits)[number],
    }),
  agent: field.describe("User agent."),
});
