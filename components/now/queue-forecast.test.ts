import { describe, expect, test } from "vitest";
import { beginsRollout, describeForecast, judgeDeadline } from "@/components/now/queue-forecast";

const forecast = (rollout: number, liveAt = "2026-11-23T14:15:00.000Z", assumes: string | null = null) => ({
  rollout,
  liveAt,
  latestAt: liveAt,
  assumes,
});
const commit = (seen: ReturnType<typeof forecast> | null, late = false) => ({
  forecast: seen,
  deployBy: "2026-11-23T14:20:00.000Z",
  late,
});

test("a forecast says which rollout, and what it assumes", () => {
  expect(describeForecast(forecast(1))).toBe("with the next rollout");
  expect(describeForecast(forecast(2, undefined, "if its tests pass"))).toBe(
    "with the 2nd rollout from now, if its tests pass",
  );
  expect([3, 4, 11, 12, 21].map((place) => describeForecast(forecast(place)).split(" ")[2])).toEqual([
    "3rd",
    "4th",
    "11th",
    "12th",
    "21st",
  ]);
});

describe("the deadline of a commit", () => {
  test("is kept as long as the forecast lies before it", () => {
    expect(judgeDeadline(commit(forecast(1)))).toBe("in-time");
    expect(judgeDeadline(commit(null))).toBe("in-time");
  });

  test("will be missed when the forecast lies behind it", () => {
    expect(judgeDeadline(commit(forecast(3, "2026-11-23T14:22:00.000Z")))).toBe("will-be-late");
  });

  test("is missed when the server says so, whatever the forecast", () => {
    expect(judgeDeadline(commit(forecast(1), true))).toBe("late");
  });
});

test("commits of one coming rollout stay together, those without one stand alone", () => {
  const rows = [commit(forecast(1)), commit(forecast(1)), commit(forecast(2)), commit(null), commit(null)];
  expect(rows.map((row, index) => beginsRollout(rows[index - 1], row))).toEqual([true, false, true, true, true]);
});
