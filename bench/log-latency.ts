import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { createSystem } from "@/lib/testing/system/create-system";
import { waitUntil } from "@/lib/testing/system/wait-until";
import { describeConditions, describeSpread, print } from "./figures";

/** From the moment a remote command prints a line to its arrival at a client of the web process. */
const hosts = 20;
const linesPerHost = 50;

const conditions = describeConditions();
const dataDir = mkdtempSync(join(tmpdir(), "sauron-bench-"));
chmodSync(dataDir, 0o711);
const root = resolve(import.meta.dirname, "..");
const sauron = spawnLeashed({
  argv: [process.execPath, "bin/sauron.mjs", "start"],
  cwd: root,
  env: { ...process.env, SAURON_DATA_DIR: dataDir, SAURON_PORT: "0", SAURON_LOG_LEVEL: "warn" },
  stopSignal: "TERM",
  graceSeconds: 15,
  output: "pipe",
});
sauron.child.stdout?.resume();
sauron.child.stderr?.pipe(process.stderr);
type RunFile = { url: string; databaseUrl: string };
const readRunFile = () => JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as RunFile;
await waitUntil(300, async () => {
  try {
    const answer = await fetch(`${readRunFile().url}/api/v1/health`);
    return answer.ok ? null : "a healthy answer";
  } catch {
    return "Sauron to start";
  }
});
const { url, databaseUrl } = readRunFile();
const script = `count=0
while [ "$count" -lt ${linesPerHost} ]; do echo "stamp $(date +%s%N)"; sleep 0.2; count=$((count + 1)); done
echo "$SAURON_REVISION" > revision`;
const system = await createSystem({
  databaseUrl,
  project: "bench",
  hosts,
  concurrency: hosts,
  stepSeconds: 0,
  oneStage: true,
  script,
});
await system.land();
await waitUntil(60, async () => ((await system.db.prisma.rollout.count()) > 0 ? null : "a rollout"));

const latencies: number[] = [];
const stop = new AbortController();
const key = readFileSync(join(dataDir, "local-key"), "utf8").trim();
const response = await fetch(`${url}/api/v1/rollouts/1/log?project=bench&after=0`, {
  headers: { accept: "text/event-stream", authorization: `Bearer ${key}` },
  signal: stop.signal,
});
let text = "";
const decoder = new TextDecoder();
for await (const chunk of response.body ?? []) {
  const arrivedAt = performance.timeOrigin + performance.now();
  text += decoder.decode(chunk, { stream: true });
  const events = text.split("\n\n");
  text = events.pop() ?? "";
  for (const event of events) {
    for (const [, stamp] of event.matchAll(/"stamp (\d+)"/g)) latencies.push(arrivedAt - Number(stamp) / 1e6);
  }
  if (latencies.length >= hosts * linesPerHost) break;
}
stop.abort();
print("Log line, from the remote command to a client of the event stream", [
  describeSpread(latencies),
  `${hosts} hosts printing 5 lines a second each; a new process for every stamp; ${conditions}`,
]);
await system.untilState("succeeded", 60);
await sauron.stop();
await system.end();
rmSync(dataDir, { recursive: true, force: true });
