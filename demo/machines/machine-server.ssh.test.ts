import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2, { type Client, type ClientChannel } from "ssh2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generateKey } from "./generate-key";
import { type MachineServer, startMachineServer } from "./machine-server";

const home = realpathSync(mkdtempSync(join(tmpdir(), "machine server ")));
const hostKey = generateKey("host");
const clientKey = generateKey("client");
let machine: MachineServer;
let client: Client;

beforeAll(async () => {
  machine = await startMachineServer({
    port: 0,
    hostKey: hostKey.privateKey,
    home,
    authorizedKey: clientKey.publicKey,
    env: { APP: "stories" },
  });
  client = await connect(clientKey.privateKey);
});

afterAll(async () => {
  client.end();
  await machine.close();
  rmSync(home, { recursive: true });
});

describe("a machine's SSH server", () => {
  test("runs a command in the home directory with a minimal environment", async () => {
    const result = await run('pwd; echo "$HOME $APP $USER"; echo oops >&2; exit 3');
    expect(result.out).toBe(`${home}\n${home} stories deploy\n`);
    expect(result.err).toBe("oops\n");
    expect(result.code).toBe(3);
  });

  test("passes standard input and closes the channel when the command ends", async () => {
    const result = await run("cat; echo end", (channel) => channel.end("hello "));
    expect(result).toMatchObject({ out: "hello end\n", code: 0 });
  });

  test("delivers all of a large output on both streams", async () => {
    const script = "i=0; while [ $i -lt 40000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done";
    const result = await run(`${script}; ${script} >&2`);
    expect([result.out.length, result.err.length]).toEqual([41 * 40000, 41 * 40000]);
  });

  test("runs several channels of one connection at once", async () => {
    const [first, second] = await Promise.all([
      run("mkfifo meet && echo from-first > meet"),
      run("until [ -p meet ]; do sleep 0.02; done; cat meet"),
    ]);
    expect(first.code).toBe(0);
    expect(second.out).toBe("from-first\n");
  });

  test("a signal reaches every process of the command's group and is reported", async () => {
    const result = await run("sleep 1000 & echo child $!; wait", (channel) => {
      channel.once("data", () => channel.signal("TERM"));
    });
    expect(result).toMatchObject({ code: null, signal: "SIGTERM" });
    const child = Number(result.out.split(" ")[1]);
    const gone = await run(`while kill -0 ${child} 2>/dev/null; do sleep 0.02; done; echo gone`);
    expect(gone.out).toBe("gone\n");
  });

  test("a command that traps TERM decides its own exit code", async () => {
    const result = await run("trap 'exit 9' TERM; echo ready; while :; do sleep 0.02; done", (channel) => {
      channel.once("data", () => channel.signal("TERM"));
    });
    expect(result.code).toBe(9);
  });

  test("refuses another key", async () => {
    await expect(connect(generateKey("stranger").privateKey)).rejects.toThrow(/authentication/i);
  });

  test("shows the host key it was given", async () => {
    let seen = "";
    const probe = await connect(clientKey.privateKey, (digest) => {
      seen = digest;
    });
    probe.end();
    expect(`SHA256:${Buffer.from(seen, "hex").toString("base64").replace(/=+$/, "")}`).toBe(hostKey.fingerprint);
  });
});

function connect(privateKey: string, onHostKey: (digest: string) => void = () => {}): Promise<Client> {
  return new Promise((resolve, reject) => {
    const connection = new ssh2.Client();
    connection
      .once("ready", () => resolve(connection))
      .once("error", reject)
      .connect({
        host: "127.0.0.1",
        port: machine.port,
        username: "deploy",
        privateKey,
        hostHash: "sha256",
        hostVerifier: (digest: string) => {
          onHostKey(digest);
          return true;
        },
      });
  });
}

type Result = { out: string; err: string; code: number | null; signal: string | undefined };

function run(command: string, act: (channel: ClientChannel) => void = () => {}): Promise<Result> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) return reject(error);
      let out = "";
      let err = "";
      channel.on("data", (data: Buffer) => {
        out += data.toString();
      });
      channel.stderr.on("data", (data: Buffer) => {
        err += data.toString();
      });
      channel.on("close", (code: number | null, signal?: string) => resolve({ out, err, code, signal }));
      act(channel);
    });
  });
}
