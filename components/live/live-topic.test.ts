import { expect, test } from "vitest";
import { chooseHeard, lacks, mergeTopics, streamAddress } from "@/components/live/live-topic";

test("ten tabs of one project share one stream", () => {
  const tabs = Array.from({ length: 10 }, (_, i) => ({ project: "web", rollout: i % 2 === 0 ? null : 18 - (i % 3) }));
  expect(mergeTopics(tabs)).toEqual([{ project: "web", rollouts: [16, 17, 18] }]);
});

test("the address names what is wanted and what was seen", () => {
  expect(streamAddress({ project: "web", rollouts: [] }, 0)).toBe("/api/v1/events?project=web");
  expect(streamAddress({ project: "web", rollouts: [17, 18] }, 99)).toBe(
    "/api/v1/events?project=web&rollout=17&rollout=18&after=99",
  );
});

test("a stream is opened anew only to carry more", () => {
  const open = { project: "web", rollouts: [17, 18] };
  expect(lacks(open, { project: "web", rollouts: [18] })).toBe(false);
  expect(lacks(open, { project: "web", rollouts: [18, 19] })).toBe(true);
});

test("of many projects the three that were looked at last are heard", () => {
  const topics = ["a", "b", "c", "a", "d"].map((project, at) => ({ project, rollout: at }));
  expect(chooseHeard(topics)).toEqual({
    heard: topics.filter((topic) => topic.project !== "b"),
    unheard: ["b"],
  });
  expect(chooseHeard(topics.slice(0, 4))).toEqual({ heard: topics.slice(0, 4), unheard: [] });
});
