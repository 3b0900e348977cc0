import { expect, test } from "vitest";
import { describeForceStop } from "./describe-force-stop";

const hosts = { total: 152, queued: 148, running: 3, succeeded: 0, failed: 0, skipped: 0, unknown: 1 };
const halts = "The automation halts until a person resumes it.";

test("a force-stop says in numbers what becomes of the hosts, and nothing of those there are none of", () => {
  expect(describeForceStop(hosts)).toEqual([
    "3 hosts in the middle of a deploy: recorded as unknown, the commands there may still run.",
    "1 host without data: left so, and asked no more.",
    "148 hosts waiting: never start.",
    halts,
  ]);
  expect(describeForceStop({ ...hosts, running: 0, unknown: 0, queued: 0 })).toEqual([halts]);
});
