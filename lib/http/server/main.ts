import next from "next";
import { parseProxies } from "@/lib/config/parse-proxies";
import { readEnvironment } from "@/lib/config/read-environment";
import { createWebServer } from "./create-web-server";

/** The web process: the production build of the pages and the API. `sauron web`, and a child of `sauron start`. */
const { host, port, trustedProxies, url } = readEnvironment();
const directory = process.argv[2] ?? process.cwd();
const pages = next({ dev: false, dir: directory, hostname: host, port });

await pages.prepare();
const server = createWebServer(pages.getRequestHandler(), { proxies: parseProxies(trustedProxies), publicUrl: url });
server.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.listen(port, host);

// Live streams are ended by `instrumentation.ts`, in whose copy of the modules they are.
let isStopping = false;
const stop = () => {
  if (isStopping) return;
  isStopping = true;
  server.close(async () => {
    await pages.close();
    process.exit(0);
  });
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
