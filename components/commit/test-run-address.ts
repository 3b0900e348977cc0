import type { TestRunView } from "@/lib/contracts/views";

/** Where a person sees a test run: our own page when its output is here, else what its sender told; null = nowhere. */
export function testRunAddress(
  run: Pick<TestRunView, "id" | "hasLog" | "url">,
  { project, sha }: { project: string; sha: string },
): { address: string; isOurs: boolean } | null {
  if (run.hasLog) return { address: `/p/${project}/commits/${sha}/tests/${run.id}`, isOurs: true };
  return run.url !== null && /^https?:\/\//.test(run.url) ? { address: run.url, isOurs: false } : null;
}
