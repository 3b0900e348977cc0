import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Policy } from "@/lib/contracts/project-file";

/** The command of the project's own tests; a script is written beside the checkout first. */
export async function prepareTestCommand({ tests }: Policy, directory: string): Promise<[string, ...string[]]> {
  const [program, ...args] = tests.run ?? [];
  if (program !== undefined) return [program, ...args];
  const path = join(directory, "tests.sh");
  await writeFile(path, tests.script ?? "");
  return ["/bin/sh", path];
}
