import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ssh2, { type Client } from "ssh2";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { choosePorts } from "../choose-ports";
import { openServiceRepository, type ServiceRepository, trunk } from "../repository/service-repository";
import { type Fleet, startFleet } from "./fleet";
import { generateKey } from "./generate-key";
import { type Machine, nameMachines } from "./machine";

const directory = realpathSync(mkdtempSync(join(tmpdir(), "demo fleet ")));
const scripts = fileURLToPath(new URL("../deploy", import.meta.url));
const clientKey = generateKey("client");
let repository: ServiceRepository;
let fleet: Fleet;
let first: Machine;

beforeAll(async () => {
  const template = fileURLToPath(new URL("../service", import.meta.url));
  repository = await openServiceRepository(join(directory, "repository"), template);
  const names = nameMachines(2);
  const ports = await choosePorts(names.flatMap(() => [0, 0]));
  const machines = names.map((name, index) => ({
    ...name,
    sshPort: ports[2 * index] ?? 0,
    servicePort: ports[2 * index + 1] ?? 0,
    hostKey: generateKey(name.name),
  }));
  const install = { scripts, origin: repository.origin, trunk, revision: await repository.head() };
  fleet = await startFleet({ directory: join(directory, "machines"), machines, clientKey, install, onPrepared() {} });
  first = machines[0] as Machine;
});

afterAll(async () => {
  await fleet.stop();
  rmSync(directory, { recursive: true });
});

describe("the demo's machines", () => {
  test("run the service they were prepared with", async () => {
    const revision = await repository.head();
    await vi.waitFor(async () => {
      const reports = await Promise.all(fleet.machines.map((machine) => fleet.ask(machine)));
      expect(reports).toEqual(fleet.machines.map(({ name }) => ({ name, service: revision, link: revision })));
    }, inTime);
  });

  test("move to another revision by the deploy scripts over SSH", async () => {
    const author = { name: "Mira Lindqvist", email: "mira@harbour.example" };
    const text = repository.readFile("README.md");
    const revision = await repository.land({
      author,
      message: "Say more",
      path: "README.md",
      text: `${text}\nMore.\n`,
    });
    const client = await connect(first);
    for (const script of ["fetch.sh", "switch.sh", "restart.sh", "check-health.sh"]) {
      const command = `REPOSITORY='${repository.origin}' TRUNK=${trunk} SAURON_REVISION=${revision} sh '${join(scripts, script)}'`;
      expect(await run(client, command)).toMatchObject({ code: 0 });
    }
    expect((await run(client, 'kill -0 "$(cat run/pid)" && cat run/revision')).out).toBe(`${revision}\n`);
    client.end();
    expect(await fleet.ask(first)).toEqual({ name: first.name, service: revision, link: revision });
  });

  test("restart a service that was killed, and end it with the fleet", async () => {
    const pid = () => execFileSync("cat", [join(fleet.home(first), "run", "pid")], { encoding: "utf8" }).trim();
    const killed = pid();
    process.kill(Number(killed), "SIGKILL");
    await vi.waitFor(() => expect(pid()).not.toBe(killed), inTime);
    const restarted = Number(pid());
    await fleet.stop();
    await vi.waitFor(() => expect(() => process.kill(restarted, 0)).toThrow(), inTime);
  });
});

function connect(machine: Machine): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    client.once("ready", () => resolve(client)).once("error", reject);
    const { privateKey } = clientKey;
    client.connect({ host: "127.0.0.1", port: machine.sshPort, username: "deploy", privateKey });
  });
}

function run(client: Client, command: string): Promise<{ out: string; err: string; code: number | null }> {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) return reject(error);
      let out = "";
      let err = "";
      channel.on("data", (data: Buffer) => {
        out += data;
      });
      channel.stderr.on("data", (data: Buffer) => {
        err += data;
      });
      channel.on("close", (code: number | null) => resolve({ out, err, code }));
    });
  });
}
