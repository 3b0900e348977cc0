import { z } from "zod";
import { durationUnits } from "../domain/access-log/log-format";

const field = z.string().min(1, "name a field, such as status or request.method").max(100);

/** Where a JSON line of an access log has what; see LogFields. */
export const logFieldsSchema = z.strictObject({
  status: field.optional(),
  time: field.optional(),
  method: field.optional(),
  path: field.optional(),
  request: field.optional(),
  duration: field.optional(),
  durationUnit: z.enum(durationUnits).optional(),
  agent: field.optional(),
});
