import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readCounters, subtractCounters } from "@/lib/domain/access-log/read-counters";
import { sshServers, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import { createNodeFleetSsh } from "./node-fleet-ssh";

const fleet = createNodeFleetSsh();
afterAll(() => fleet.close());

describe.each(sshServers)("what a canary is judged by, over %s", (kind) => {
  test("a host that dies between two reads of its log is not reached, and nothing is taken for its end", async () => {
    const world = await startSshWorld(kind);
    const path = join(world.directory, "access.log");
    writeFileSync(path, "1\n");
    const first = await fleet.readLog(world.target, { path, cursor: null, maxBytes: 1000 });
    if (!first.reached) throw new Error(first.reason);
    appendFileSync(path, "2\n");
    renameSync(path, `${path}.1`);
    writeFileSync(path, "3\n");
    const second = await fleet.readLog(world.target, { path, cursor: first.cursor, maxBytes: 1000 });
    expect(second).toMatchObject({ reached: true, lines: ["2", "3"] });
    // Closing the world removes its key, which the worker keeps.
    const privateKeyPath = join(mkdtempSync(join(tmpdir(), "ssh key ")), "key");
    copyFileSync(world.target.privateKeyPath, privateKeyPath);
    await world.close();
    const third = await fleet.readLog(
      { ...world.target, privateKeyPath },
      { path, cursor: first.cursor, maxBytes: 1000 },
    );
    expect(third).toEqual({ reached: false, reason: expect.stringContaining("host-1") });
    rmSync(dirname(privateKeyPath), { recursive: true });
  }, 60_000);

  test("counters are read with the host's own curl, begin anew with the service, and are missed without it", async () => {
    const world = await startSshWorld(kind);
    const served = { status: 200, good: 100, bad: 1 };
    const service = createServer((_request, response) => {
      response.statusCode = served.status;
      response.end(`requests_total{code="200"} ${served.good}\nrequests_total{code="500"} ${served.bad}\n`);
    });
    await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/metrics`;
    const read = async () => {
      const page = await fleet.readPage(world.target, url);
      return page.reached ? readCounters(page.text, { requests: "requests_total", codeLabel: "code" }) : page.reason;
    };
    const first = await read();
    expect(first).toEqual({ 200: 100, 500: 1 });
    Object.assign(served, { good: 130, bad: 4 });
    const second = await read();
    expect(subtractCounters(second as never, first as never)).toEqual({ 200: 30, 500: 3 });
    Object.assign(served, { good: 7, bad: 0 });
    expect(subtractCounters((await read()) as never, second as never)).toMatchObject({ 200: 7 });
    served.status = 503;
    expect(await read()).toMatch(/cannot be read on host-1: .*503/);
    await new Promise((resolve) => service.close(resolve));
    expect(await read()).toMatch(/cannot be read on host-1/);
    await world.close();
  }, 60_000);
});
