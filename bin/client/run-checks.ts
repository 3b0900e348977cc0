import type { ParsedProjectFile } from "@/lib/contracts/parse-project-file";
import { type CheckedPart, checkProject, formatPart } from "./check-project";

/** Checks everything a file names and tells each answer as it comes; quiet when `json` will tell it all. */
export async function runChecks(
  file: ParsedProjectFile & { ok: true },
  output: { json: boolean },
): Promise<{ passed: boolean; parts: CheckedPart[] }> {
  const width = Math.max("repository".length, ...file.hosts.map((host) => host.name.length));
  const parts = await checkProject(file, (part) => {
    if (!output.json) process.stdout.write(formatPart(part, width));
  });
  const failed = parts.filter(({ finding }) => finding.state !== "passed").length;
  if (!output.json) process.stdout.write(`${describeSum(parts.length, failed)}\n`);
  return { passed: failed === 0, parts };
}

function describeSum(total: number, failed: number): string {
  return failed === 0 ? `All ${total} checks passed.` : `${failed} of ${total} checks did not pass.`;
}
