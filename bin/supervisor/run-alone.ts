import { constants } from "node:os";
import { spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { installationRoot, workingEnvironment } from "./installation";
import { stopWithinMs, waitForSignal } from "./wait-for-signal";

/** Runs one process of Sauron in the foreground until it ends or this one is asked to stop. Returns its exit code. */
export async function runAlone(argv: [string, ...string[]], env: Record<string, string>): Promise<number> {
  const alone = spawnLeashed({
    argv,
    cwd: installationRoot,
    env: { ...process.env, ...workingEnvironment, ...env },
    stopSignal: "TERM",
    graceSeconds: 20,
    output: "inherit",
  });
  let stopping = false;
  waitForSignal().then(async (signal) => {
    stopping = true;
    setTimeout(() => alone.kill(), stopWithinMs[signal]).unref();
    await alone.stop();
  });
  const { code, signal } = await alone.exited;
  if (stopping) return 0;
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
