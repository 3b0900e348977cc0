import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { type SupervisedChild, superviseChild } from "./supervise-child";

let folder: string;
let lines: string[];
let child: SupervisedChild;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sauron-child-"));
  lines = [];
});

afterEach(async () => {
  await child.stop(1_000);
  rmSync(folder, { recursive: true });
});

function supervise(script: string): void {
  child = superviseChild({
    name: "child",
    argv: ["/bin/sh", "-c", script],
    cwd: folder,
    env: { PATH: process.env.PATH },
    onLine: (name, line) => lines.push(`${name}: ${line}`),
  });
}

test("starts a crashed child again, after a pause that doubles", async () => {
  supervise("echo started >> starts; echo hello; exit 3");
  await vi.waitFor(() => expect(lines.filter((line) => line.includes("ended"))).toHaveLength(2), inTime);
  expect(lines.filter((line) => line !== "child: hello")).toEqual([
    "child: ended with exit code 3; starting it again in 0.5 s",
    "child: ended with exit code 3; starting it again in 1 s",
  ]);
  expect(readFileSync(join(folder, "starts"), "utf8")).toBe("started\nstarted\n");
});

test("lets a child finish what it does when it is stopped", async () => {
  supervise("trap 'sleep 0.5; echo done > done; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
  await vi.waitFor(() => expect(lines).toContain("child: ready"), inTime);
  await child.stop(5_000);
  expect(existsSync(join(folder, "done"))).toBe(true);
  expect(lines).toEqual(["child: ready"]);
});

test("kills a child that does not stop in time", async () => {
  supervise("trap '' TERM; echo ready; while :; do sleep 0.1; done");
  await vi.waitFor(() => expect(lines).toContain("child: ready"), inTime);
  const startedAt = performance.now();
  await child.stop(300);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
