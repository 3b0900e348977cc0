/** Options of the commands that change what the automation does. */
export const steeringOptions = {
  reason: { type: "string" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;
