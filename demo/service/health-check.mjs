// Exits 0 once the service answers on PORT with the revision named first; 1 after ten seconds without that.
import { get } from "node:http";

const wanted = process.argv[2];
const deadline = Date.now() + 10_000;
let seen = "nothing";

function ask() {
  const request = get({ host: "127.0.0.1", port: process.env.PORT, path: "/healthz", timeout: 2000 }, (response) => {
    let text = "";
    response.on("data", (part) => {
      text += part;
    });
    response.on("end", () => judge(response.statusCode, text));
  });
  request.on("timeout", () => request.destroy(new Error("no answer within 2 s")));
  request.on("error", (error) => again(error.message));
}

function judge(status, text) {
  if (status === 200 && JSON.parse(text).revision === wanted) {
    process.stdout.write(`healthy on port ${process.env.PORT} with ${wanted.slice(0, 10)}\n`);
    process.exit(0);
  }
  again(`status ${status}: ${text}`);
}

function again(what) {
  seen = what;
  if (Date.now() < deadline) return setTimeout(ask, 100);
  process.stderr.write(`not healthy after 10 s; last seen: ${seen}\n`);
  process.exit(1);
}

ask();
