// Whether packages that the product runs on have known holes. A registry that does not tell is no reason to fail.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Advisory, readAudit } from "./read-audit";

const longestMs = 30_000;

execFile(
  "npm",
  ["audit", "--omit=dev", "--json"],
  { cwd: fileURLToPath(new URL("..", import.meta.url)), timeout: longestMs },
  (_error, output) => {
    const advisories = readAudit(output);
    if (advisories === null) {
      process.stdout.write("not looked at: the registry does not tell\n");
      return;
    }
    for (const { name, severity, title } of advisories) process.stdout.write(`${name}: ${severity}: ${title}\n`);
    process.exitCode = advisories.some(({ severity }: Advisory) => severity !== "info") ? 1 : 0;
  },
);
