import { expect, test } from "vitest";
import { writeRolloutsCsv } from "./write-csv";

const rollout = {
  number: 7,
  state: "failed",
  kind: "forward",
  fromRevision: null,
  toRevision: "abc",
  commitCount: 2,
  hosts: { total: 6, succeeded: 4, failed: 1, unknown: 1 },
  createdAt: "2026-11-23T03:12:00.000Z",
  startedAt: "2026-11-23T03:12:01.500Z",
  endedAt: null,
  startedBy: { name: "ana" },
  sentence: "Failed.",
};

test("a rollout is a line, with queue time apart; what has not happened is empty", () => {
  expect(writeRolloutsCsv([rollout]).split("\r\n")).toEqual([
    "number,result,kind,from,to,commits,hosts,succeeded,failed,unknown,created,started,ended,queued seconds,seconds,who,reason",
    "7,failed,forward,,abc,2,6,4,1,1,2026-11-23T03:12:00.000Z,2026-11-23T03:12:01.500Z,,1.5,,ana,Failed.",
    "",
  ]);
});

test("commas, quotes and line ends stay inside their cell, and no text becomes a formula", () => {
  const line = writeRolloutsCsv([{ ...rollout, startedBy: { name: "=1+1" }, sentence: 'said "no",\nthen' }]);
  expect(line).toContain(`,'=1+1,"said ""no"",\nthen"\r\n`);
});
