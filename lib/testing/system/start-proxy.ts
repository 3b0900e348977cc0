import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { findTestProgram } from "@/script/system-needs.mjs";
import { waitUntil } from "./wait-until";

export type RunningProxy = {
  port: number;
  /** What vouches for its certificate. */
  ca: string;
  stop(): Promise<void>;
};

const examples = resolve(import.meta.dirname, "../../../docs/example");

/** The name that the examples give the installation. */
export const proxiedName = "sauron.example.org";

/** Ports, paths and the certificate of an example become those of a test; each must be there to become one. */
function adapt(example: string, changes: [from: string, to: string][]): string {
  let text = readFileSync(join(examples, example), "utf8");
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`docs/example/${example} has no "${from}" any more`);
    text = text.replace(from, to);
  }
  return text;
}

function makeCertificate(directory: string): { key: string; certificate: string } {
  const key = join(directory, "sauron.key");
  const certificate = join(directory, "sauron.crt");
  const subject = ["-subj", `/CN=${proxiedName}`, "-addext", `subjectAltName=DNS:${proxiedName}`];
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const files = ["-keyout", key, "-out", certificate];
  execFileSync(findTestProgram("openssl"), ["req", "-x509", ...ec, ...subject, "-days", "2", ...files], {
    stdio: "pipe",
  });
  return { key, certificate };
}

type Setup = { directory: string; port: number; upstream: number; key: string; certificate: string };

const programs = {
  caddy({ directory, port, upstream, key, certificate }: Setup): [string, ...string[]] {
    const site = adapt("Caddyfile", [
      [`${proxiedName} {`, `${proxiedName}:${port} {`],
      ["# tls /etc/caddy/sauron.crt /etc/caddy/sauron.key", `tls ${certificate} ${key}`],
      ["127.0.0.1:4400", `127.0.0.1:${upstream}`],
    ]);
    const file = join(directory, "Caddyfile");
    writeFileSync(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
    return [findTestProgram("caddy"), "run", "--config", file, "--adapter", "caddyfile"];
  },
  nginx({ directory, port, upstream, key, certificate }: Setup): [string, ...string[]] {
    const site = adapt("nginx.conf", [
      ["listen 80;", `listen unix:${join(directory, "plain.sock")};`],
      ["listen 443 ssl http2;", `listen 127.0.0.1:${port} ssl http2;`],
      ["/etc/nginx/sauron.crt", certificate],
      ["/etc/nginx/sauron.key", key],
      ["127.0.0.1:4400", `127.0.0.1:${upstream}`],
    ]);
    writeFileSync(join(directory, "sauron.conf"), site);
    const file = join(directory, "nginx.conf");
    const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    const folders = kinds.map((kind) => `${kind}_temp_path ${join(directory, kind)};`);
    const user = process.getuid?.() === 0 ? "user root;" : "";
    writeFileSync(
      file,
      `${user} daemon off; pid ${join(directory, "pid")}; error_log stderr; events {}
       http { access_log off; ${folders.join(" ")} include ${join(directory, "sauron.conf")}; }`,
    );
    return [findTestProgram("nginx"), "-e", "stderr", "-p", directory, "-c", file];
  },
};

export type ProxyProgram = keyof typeof programs;

/** Starts the real program with the file that the documents give, in front of a port of this machine. */
export async function startProxy(program: ProxyProgram, upstream: number): Promise<RunningProxy> {
  const directory = mkdtempSync(join(tmpdir(), "sauron-proxy-"));
  const port = await findFreePort({ host: "127.0.0.1", port: 0 });
  if (port === null) throw new Error("no port is free");
  const { key, certificate } = makeCertificate(directory);
  const home = join(directory, "home");
  mkdirSync(home);
  const { child, exited, stop } = spawnLeashed({
    argv: programs[program]({ directory, port, upstream, key, certificate }),
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
    stopSignal: "TERM",
    graceSeconds: 5,
    output: "pipe",
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => said.push(String(chunk)));
  let isGone = false;
  exited.then(() => {
    isGone = true;
  });
  await waitUntil(20, async () => {
    if (isGone) throw new Error(`${program} ended at once:\n${said.join("")}`);
    return (await isListening(port)) ? null : `${program} to listen:\n${said.join("")}`;
  });
  return {
    port,
    ca: readFileSync(certificate, "utf8"),
    async stop() {
      await stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => settle(true)).on("error", () => settle(false));
    socket.on("connect", () => socket.destroy());
  });
}
