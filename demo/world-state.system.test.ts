import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openWorldState, saveWorldState } from "./world-state";

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "demo state "));
  path = join(directory, "world", "world.json");
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("the state of the demo's world", () => {
  test("begins with a drawn seed and a canary in the first of two regions", async () => {
    const state = await openWorldState(path, { machineCount: 5, seed: null });
    expect(state.machines.map(({ name, role }) => `${name} ${role}`)).toEqual([
      "eu-west-01 canary",
      "us-east-01 web",
      "eu-west-02 web",
      "us-east-02 web",
      "eu-west-03 web",
    ]);
    const ports = state.machines.flatMap(({ sshPort, servicePort }) => [sshPort, servicePort]);
    expect(new Set(ports).size).toBe(10);
  });

  test("is the same after a restart, and a larger fleet keeps its first machines", async () => {
    const first = await openWorldState(path, { machineCount: 4, seed: 9 });
    first.memory.landings = 12;
    saveWorldState(path, first);
    const second = await openWorldState(path, { machineCount: 6, seed: null });
    expect(second.memory).toEqual(first.memory);
    expect(second.clientKey).toEqual(first.clientKey);
    expect(second.machines.slice(0, 4)).toEqual(first.machines);
  });

  test("replaces a port that was taken meanwhile", async () => {
    const first = await openWorldState(path, { machineCount: 4, seed: 9 });
    const taken = first.machines[0]?.sshPort;
    const thief = createServer().listen(taken, "127.0.0.1");
    await new Promise((listening) => thief.once("listening", listening));
    const second = await openWorldState(path, { machineCount: 4, seed: 9 });
    thief.close();
    expect(second.machines[0]?.sshPort).not.toBe(taken);
    expect(second.machines.slice(1)).toEqual(first.machines.slice(1));
  });
});
