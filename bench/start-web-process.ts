import { installationRoot, webCommand, workingEnvironment } from "@/bin/supervisor/installation";
import { type LeashedProcess, spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { waitUntil } from "@/lib/testing/system/wait-until";

/** The production build, which must be there, on a port of the loopback address; resolves once it answers. */
export async function startWebProcess(at: { databaseUrl: string; port: number }): Promise<LeashedProcess> {
  const leashed = spawnLeashed({
    argv: webCommand(),
    cwd: installationRoot,
    env: {
      ...process.env,
      ...workingEnvironment,
      SAURON_HOST: "127.0.0.1",
      SAURON_PORT: `${at.port}`,
      DATABASE_URL: at.databaseUrl,
      REDIS_URL: "",
      SAURON_LOG_LEVEL: "warn",
    },
    stopSignal: "TERM",
    graceSeconds: 10,
    output: "pipe",
  });
  leashed.child.stdout?.resume();
  leashed.child.stderr?.pipe(process.stderr);
  await waitUntil(60, async () => {
    const answer = await fetch(`http://127.0.0.1:${at.port}/api/v1/health`).catch(() => null);
    return answer ? null : "the web process to answer";
  });
  return leashed;
}
