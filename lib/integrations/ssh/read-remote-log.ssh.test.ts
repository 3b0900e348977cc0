import { appendFileSync, copyFileSync, mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type SshWorld, sshServers, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import type { FleetSsh, LogCursor } from "./fleet-ssh";
import { createNodeFleetSsh } from "./node-fleet-ssh";

describe.each(sshServers)("a log over %s", (kind) => {
  let world: SshWorld;
  let fleet: FleetSsh;
  let path: string;
  let cursor: LogCursor | null;
  let files = 0;

  beforeAll(async () => {
    world = await startSshWorld(kind);
    fleet = createNodeFleetSsh();
  });
  afterAll(async () => {
    await fleet.close();
    await world.close();
  });
  beforeEach(() => {
    files += 1;
    path = join(world.directory, `access ${files}.log`);
    cursor = null;
  });

  async function read(maxBytes = 100_000): Promise<string[]> {
    const slice = await fleet.readLog(world.target, { path, cursor, maxBytes });
    if (!slice.reached) throw new Error(slice.reason);
    cursor = slice.cursor;
    return slice.lines;
  }

  test("rotation by rename: the old file is finished first", async () => {
    writeFileSync(path, "1\n");
    expect(await read()).toEqual([]);
    appendFileSync(path, "2\n");
    renameSync(path, `${path}.1`);
    expect(await read()).toEqual(["2"]);
    writeFileSync(path, "");
    appendFileSync(`${path}.1`, "3\n");
    expect(await read()).toEqual(["3"]);
    appendFileSync(`${path}.1`, "4\n");
    appendFileSync(path, "5\n");
    expect(await read()).toEqual(["4", "5"]);
    appendFileSync(path, "6\n");
    expect(await read()).toEqual(["6"]);
  });

  test("rotation by rename to another name, as with dates", async () => {
    writeFileSync(path, "1\n");
    await read();
    appendFileSync(path, "2\n");
    renameSync(path, `${path}-20300101`);
    writeFileSync(path, "3\n");
    expect(await read()).toEqual(["2", "3"]);
  });

  test("a line without its end waits for it", async () => {
    writeFileSync(path, "");
    await read();
    appendFileSync(path, "1\nhal");
    expect(await read()).toEqual(["1"]);
    expect(await read()).toEqual([]);
    appendFileSync(path, "f\n3\n");
    expect(await read()).toEqual(["half", "3"]);
  });

  test("the host tells its clock with every read", async () => {
    writeFileSync(path, "1\n");
    const first = await fleet.readLog(world.target, { path, cursor: null, maxBytes: 100 });
    expect(first).toMatchObject({ reached: true, clockOffsetMs: 0 });
    expect(await fleet.readLogTail(world.target, { path, maxBytes: 100 })).toMatchObject({ clockOffsetMs: 0 });
  });

  test("the last lines, also where the log was rotated, in no more bytes than asked for", async () => {
    writeFileSync(`${path}.1`, "1\n2\n3\n");
    writeFileSync(path, "4\n5\nno end");
    const tail = async (maxBytes: number) => {
      const answer = await fleet.readLogTail(world.target, { path, maxBytes });
      return answer.reached ? answer.lines : answer.reason;
    };
    expect(await tail(1000)).toEqual(["1", "2", "3", "4", "5"]);
    // What the first bytes begin with may be the rest of a line.
    expect(await tail(12)).toEqual(["4", "5"]);
    path = join(world.directory, "none");
    expect(await tail(100)).toMatch(/There is no file .*none on host-1/);
  });

  test("rotation by rename with more left than one read takes", async () => {
    writeFileSync(path, "");
    await read();
    appendFileSync(path, "aaaa\nbbbb\ncccc\n");
    renameSync(path, `${path}.1`);
    writeFileSync(path, "dddd\n");
    expect(await read(10)).toEqual(["aaaa", "bbbb"]);
    expect(await read(10)).toEqual(["cccc", "dddd"]);
  });

  test("copy and truncate: what was not read is found in the copy", async () => {
    writeFileSync(path, "1 and some more\n");
    await read();
    appendFileSync(path, "2\n");
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
    appendFileSync(path, "3\n");
    expect(await read()).toEqual(["2", "3"]);
    appendFileSync(path, "4\n");
    expect(await read()).toEqual(["4"]);
  });

  test("truncated without a copy: it starts again", async () => {
    writeFileSync(path, "1\n2\n3\n");
    await read();
    truncateSync(path);
    expect(await read()).toEqual([]);
    appendFileSync(path, "4\n");
    expect(await read()).toEqual(["4"]);
  });

  test("truncated and grown beyond the offset: only the first bytes tell", async () => {
    writeFileSync(path, "old 1\n");
    await read();
    truncateSync(path);
    appendFileSync(path, "new 1\nnew 2\n");
    expect(await read()).toEqual(["new 1", "new 2"]);
  });

  test("removed and made anew", async () => {
    writeFileSync(path, "1\n");
    await read();
    rmSync(path);
    expect(await read()).toEqual([]);
    writeFileSync(path, "other\n");
    expect(await read()).toEqual(["other"]);
  });

  test("NUL bytes are left out", async () => {
    writeFileSync(path, "");
    await read();
    appendFileSync(path, Buffer.from("\0\0\0\0one\ntw\0o\n"));
    expect(await read()).toEqual(["one", "two"]);
  });

  test("a line longer than a read is passed over, not waited for", async () => {
    writeFileSync(path, "");
    await read();
    appendFileSync(path, `${"x".repeat(100)}\nnext\n`);
    const seen: string[] = [];
    for (let times = 0; times < 4; times += 1) seen.push(...(await read(40)));
    expect(seen.at(-1)).toBe("next");
  });

  test("a megabyte is read in bounded parts without loss", async () => {
    writeFileSync(path, "");
    await read();
    const lines = Array.from({ length: 20_000 }, (_none, index) => `${index} ${"é".repeat(index % 40)}`);
    appendFileSync(path, `${lines.join("\n")}\n`);
    const seen: string[] = [];
    for (let part = await read(200_000); part.length > 0; part = await read(200_000)) seen.push(...part);
    expect(seen).toEqual(lines);
  });

  test("a directory and a missing file are told", async () => {
    mkdirSync(path);
    await expect(read()).rejects.toThrow(/no file/);
    path = join(world.directory, "none");
    await expect(read()).rejects.toThrow(/There is no file .*none on host-1/);
  });
});
