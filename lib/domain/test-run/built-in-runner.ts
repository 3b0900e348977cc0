/** Name of the context whose tests Sauron runs itself. Nobody else can report it. */
export const builtInContext = "sauron/tests";

/** Who reports it. */
export const builtInSource = "Sauron";

/** Whether Sauron runs tests of a project itself. */
export function hasBuiltInTests({ tests }: { tests: { run?: unknown; script?: unknown } }): boolean {
  return tests.run !== undefined || tests.script !== undefined;
}

/** A run whose worker was lost is tried again until a commit has had so many attempts. */
export const mostLostAttempts = 3;

/** How a run of the built-in runner came to its end. */
export type TestEnd =
  | { end: "exited"; code: number }
  | { end: "timeout"; seconds: number }
  | { end: "killed"; by: string }
  | { end: "not-started"; reason: string }
  | { end: "worker-stopped" };

export type TestVerdict = { status: "passed" | "failed" | "errored" | "cancelled"; reason: string | null };

/** What the end of a run says about the commit: only an exit code of the tests themselves is a verdict. */
export function judgeTestEnd(end: TestEnd): TestVerdict {
  switch (end.end) {
    case "exited":
      if (end.code === 0) return { status: "passed", reason: null };
      return { status: "failed", reason: describeExitCode(end.code) };
    case "timeout":
      return { status: "errored", reason: `Ended after ${describeSeconds(end.seconds)}, its timeout.` };
    case "killed":
      return { status: "cancelled", reason: `Ended by ${end.by}.` };
    case "not-started":
      return { status: "errored", reason: `The tests could not begin: ${end.reason}` };
    case "worker-stopped":
      return { status: "errored", reason: "The worker that ran the tests was stopped." };
  }
}

/** Codes that shells give a meaning. */
function describeExitCode(code: number): string {
  if (code === 126) return "Exit code 126: a program of the tests cannot be executed.";
  if (code === 127) return "Exit code 127: a program of the tests was not found.";
  if (code === 137) return "Exit code 137: ended by KILL, often for want of memory.";
  return `Exit code ${code}.`;
}

function describeSeconds(seconds: number): string {
  return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
