import { expect, test, vi } from "vitest";
import { evenPlaces } from "@/components/log/log-blocks";
import { Sight } from "@/components/log/sight";

const places = evenPlaces(1000);

test("begins at the end, and tells only of other blocks", () => {
  const sight = new Sight(places);
  expect(sight.blocks().last).toBe(99);
  const told = vi.fn();
  sight.subscribe(told);
  sight.see({ scrollTop: 0, height: 400 }, places);
  expect(sight.blocks()).toEqual({ first: 0, last: 2 });
  sight.see({ scrollTop: 5, height: 390 }, places);
  expect(sight.blocks()).toEqual({ first: 0, last: 3 });
  sight.see({ scrollTop: 7, height: 385 }, places);
  expect(told).toHaveBeenCalledTimes(2);
});

test("foresees the end of a log that has grown, until it was seen", () => {
  const sight = new Sight(places);
  sight.see({ scrollTop: 19_600, height: 400 }, places);
  expect(sight.foresee(places)).toBeNull();
  const grown = evenPlaces(1100);
  const foreseen = sight.foresee(grown);
  expect(foreseen).toEqual({ first: 108, last: 109 });
  sight.see({ scrollTop: grown.height - 400, height: 400 }, grown);
  expect([sight.blocks(), sight.foresee(grown)]).toEqual([foreseen, null]);
});
