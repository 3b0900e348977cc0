import { describe, expect, test } from "vitest";
import { countByState, groupHosts, groupingLabels } from "@/components/fleet/group-hosts";
import { newestAttempts } from "@/components/fleet/newest-attempts";
import type { HostDeployView } from "@/lib/contracts/views";

const deploy = (host: string, state: HostDeployView["state"], region: string, attempt = 1): HostDeployView => ({
  host,
  stage: 1,
  labels: { region, role: "web" },
  state,
  attempt,
  step: null,
  exitCode: null,
  reason: null,
  lastErrorLine: null,
  startedAt: null,
  endedAt: null,
  currentRevision: null,
  isAsked: false,
});

const fleet = [
  deploy("web-10", "succeeded", "eu"),
  deploy("web-2", "queued", "eu"),
  deploy("web-3", "succeeded", "us"),
  deploy("web-4", "failed", "us"),
];

describe("groupHosts", () => {
  test("the group with a failure comes first, and in it the failure", () => {
    const groups = groupHosts(fleet, "region");
    expect(groups.map((group) => group.name)).toEqual(["us", "eu"]);
    expect(groups[0]?.deploys.map((each) => each.host)).toEqual(["web-4", "web-3"]);
  });

  test("without a label there is one group with every host once", () => {
    expect(groupHosts(fleet, null)[0]?.deploys).toHaveLength(4);
  });
});

test("only the newest attempt of a host counts, and hosts are in human order", () => {
  const newest = newestAttempts([...fleet, deploy("web-4", "succeeded", "us", 2)]);
  expect(newest.map((each) => [each.host, each.state])).toEqual([
    ["web-2", "queued"],
    ["web-3", "succeeded"],
    ["web-4", "succeeded"],
    ["web-10", "succeeded"],
  ]);
});

test("a label that all hosts share does not group", () => {
  expect(groupingLabels(fleet)).toEqual(["region"]);
});

test("states are counted worst first", () => {
  expect(countByState(fleet)).toEqual([
    { state: "failed", count: 1 },
    { state: "queued", count: 1 },
    { state: "succeeded", count: 2 },
  ]);
});
