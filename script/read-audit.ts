import { z } from "zod";

export type Advisory = { name: string; severity: string; title: string };

const auditSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), via: z.array(z.union([z.string(), z.object({ title: z.string() })])) }),
  ),
});

/** What `npm audit --json` found; null when it could not ask. */
export function readAudit(output: string): Advisory[] | null {
  try {
    const { vulnerabilities } = auditSchema.parse(JSON.parse(output));
    return Object.entries(vulnerabilities).map(([name, { severity, via }]) => {
      const told = via.map((one) => (typeof one === "string" ? `by way of ${one}` : one.title));
      return { name, severity, title: told.join("; ") };
    });
  } catch {
    return null;
  }
}
