import { expect, test } from "vitest";
import { groupSpans, type HostSpan, listSpansUntil } from "./trace-commit";

const span = (host: string, since: number, position: number | null): HostSpan => ({
  ...{ host, since, position },
  ...{ until: null, broughtFrom: null },
});

test("what came to a host later is left out, but for what a host that was silent then was found with", () => {
  const told = [span("told", 1, 1), span("told", 5, 2), span("told", 9, 3), span("told", 12, null)];
  const silent = [span("silent", 2, 1), span("silent", 6, null), span("silent", 11, 4), span("silent", 13, 5)];
  const [late, never] = [span("late", 10, 6), span("never", 3, null)];
  const left = listSpansUntil(groupSpans([...told, ...silent, late, never]), 9);
  expect(left.toSorted((a, b) => a.since - b.since)).toEqual([
    told[0],
    silent[0],
    never,
    told[1],
    silent[1],
    told[2],
    silent[2],
  ]);
});
