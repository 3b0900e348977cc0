import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { sshServers, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import { describeFleetSsh } from "./fleet-ssh.contract";
import { createNodeFleetSsh } from "./node-fleet-ssh";

for (const kind of sshServers) {
  describeFleetSsh(`a fleet over SSH (${kind})`, async () => {
    const world = await startSshWorld(kind);
    const fleet = createNodeFleetSsh();
    return {
      fleet,
      target: world.target,
      stepsFor(behaviour) {
        const script = {
          succeed: 'printf "%s\\n" "$@"',
          hang: 'printf "%s\\n" "$@"; sleep 1000',
          fail: 'echo "$2" >&2; exit "$1"',
        }[behaviour.does];
        const values = behaviour.does === "fail" ? [String(behaviour.exitCode), behaviour.errorLine] : behaviour.lines;
        const run = values.length === 0 ? ["true"] : ["sh", "-c", script, "sh", ...values];
        return [{ name: "install", run, timeout: 30, retries: 0, retryPause: 1 }];
      },
      appendLog: (path, text) => appendFileSync(path, text),
      logPath: join(world.directory, "access log"),
      async close() {
        await fleet.close();
        await world.close();
      },
    };
  });
}
