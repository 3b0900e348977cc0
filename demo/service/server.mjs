import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openAccessLog } from "./src/access-log.mjs";
import { respond } from "./src/respond.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const home = process.env.SERVICE_HOME ?? here;
const revision = readFileSync(join(here, "REVISION"), "utf8").trim();
const run = join(home, "run");
mkdirSync(run, { recursive: true });

const accessLog = openAccessLog(join(home, "logs"));
const server = createServer(async (request, response) => {
  const begun = performance.now();
  const answer = await respond(request, { revision });
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
  accessLog.write(request, answer, (performance.now() - begun) / 1000);
});

server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
  writeFileSync(join(run, "revision"), `${revision}\n`);
  writeFileSync(join(run, "pid"), `${process.pid}\n`);
});
server.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

function stop() {
  rmSync(join(run, "revision"), { force: true });
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 1000).unref();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);

// Whoever keeps the service holds its standard input open; when that closes there is nobody left to restart it.
if (process.env.SERVICE_KEPT) process.stdin.on("end", stop).on("error", stop).resume();
