import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Runs the benchmarks one after the other, or those that are named: `npm run bench -- abort log-latency`. */
const all = [
  "hosts-per-second",
  "abort",
  "rollback",
  "log-latency",
  "intake",
  "slow-clients",
  "fuzz",
  "now-view",
  "sign-in-times",
  "demo-start",
];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. There are: ${all.join(", ")}.`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : all) {
  const file = join(import.meta.dirname, `${name}.ts`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", file], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
