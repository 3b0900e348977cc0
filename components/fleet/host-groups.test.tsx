import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { HostGroups } from "@/components/fleet/host-groups";
import type { HostDeployView } from "@/lib/contracts/views";

const deploy = (host: string, state: HostDeployView["state"]): HostDeployView => ({
  host,
  stage: 1,
  labels: {},
  state,
  attempt: 1,
  step: null,
  exitCode: null,
  reason: null,
  lastErrorLine: null,
  startedAt: null,
  endedAt: null,
  currentRevision: null,
  isAsked: false,
});

const fleet = (size: number, troubled: number) =>
  Array.from({ length: size }, (_, at) => deploy(`web-${at + 1}`, at < troubled ? "failed" : "succeeded"));

/** Names and addresses of the links, in order. */
function linksOf(deploys: HostDeployView[]): string[] {
  const markup = renderToStaticMarkup(<HostGroups deploys={deploys} />);
  return [...markup.matchAll(/<a href="([^"]*)" aria-label="([^"]*)"/g)].map(
    ([, address, name]) => `${name} -> ${address?.replaceAll("&amp;", "&")}`,
  );
}

test("what failed, is unknown or runs leads to its log, failures first; what waits or is done is only shown", () => {
  const states = ["succeeded", "running", "queued", "failed", "unknown", "skipped"] as const;
  expect(linksOf(states.map((state, at) => deploy(`web-${at}`, state)))).toEqual([
    "web-3: Failed, log -> ?tab=log&host=web-3",
    "web-4: No data, log -> ?tab=log&host=web-4",
    "web-1: Running, log -> ?tab=log&host=web-1",
  ]);
});

test("of more than 600 hosts there is no grid, but those that failed are listed by name", () => {
  const markup = renderToStaticMarkup(<HostGroups deploys={fleet(601, 2)} />);
  expect(markup).not.toContain('role="img"');
  expect(linksOf(fleet(601, 2))).toEqual([
    "web-1: Failed, log -> ?tab=log&host=web-1",
    "web-2: Failed, log -> ?tab=log&host=web-2",
  ]);
});

test("of many that failed twenty are named, and it says how many more there are", () => {
  expect(linksOf(fleet(700, 45))).toHaveLength(20);
  expect(renderToStaticMarkup(<HostGroups deploys={fleet(700, 45)} />).replace(/<!-- -->/g, "")).toContain(
    "and 25 more",
  );
});
