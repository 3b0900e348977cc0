import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { describeConditions, print } from "./figures";

/** From the command to a page that answers: with an empty data directory, and once more with the one that made. */
const conditions = describeConditions();
const directory = mkdtempSync(join(tmpdir(), "sauron-bench-"));
chmodSync(directory, 0o711);
const root = resolve(import.meta.dirname, "..");

async function measureStart(): Promise<{ ready: number; stopped: number }> {
  const began = performance.now();
  const { child, stop, exited } = spawnLeashed({
    argv: [process.execPath, "bin/sauron.mjs", "demo", "--no-open", "--port", "0", "--data", directory],
    cwd: root,
    env: { ...process.env },
    stopSignal: "INT",
    graceSeconds: 20,
    output: "pipe",
  });
  const said: string[] = [];
  const url = new Promise<string>((settle) => {
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output as NodeJS.ReadableStream }).on("line", (line) => {
        said.push(line);
        const found = /http:\/\/[\d.]+:\d+\S*/.exec(line)?.[0];
        if (found) settle(found);
      });
    }
  });
  const ended = exited.then(() => Promise.reject(new Error(`The demo ended early:\n${said.join("\n")}`)));
  ended.catch(() => {});
  const answer = await fetch(await Promise.race([url, ended]));
  await answer.text();
  const ready = performance.now() - began;
  if (!answer.ok) throw new Error(`The page answers ${answer.status}`);
  const asked = performance.now();
  await stop();
  return { ready, stopped: performance.now() - asked };
}

const cold = await measureStart();
const warm = await measureStart();
rmSync(directory, { recursive: true, force: true });
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
print("Demo, from the command to a page that answers", [
  `cold (empty data directory): ${seconds(cold.ready)}, stopped within ${seconds(cold.stopped)}`,
  `warm (second start):         ${seconds(warm.ready)}, stopped within ${seconds(warm.stopped)}`,
  `cold : warm = ${(cold.ready / warm.ready).toFixed(1)}`,
  `24 machines; packages installed and pages built before; ${conditions}`,
]);
