import { serveApi } from "../api-routes";

/** The routes in a process of their own, which a test can kill; the port is the first argument. */
const { url } = await serveApi(Number(process.argv[2] ?? 0));
process.stdout.write(`${url}\n`);
