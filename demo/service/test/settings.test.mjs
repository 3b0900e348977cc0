import assert from "node:assert/strict";
import { test } from "node:test";
import { settings } from "../src/settings.mjs";

const limits = {
  frontPageStories: [3, 12],
  feedPageSize: [5, 50],
  feedMaxAgeSeconds: [0, 300],
  storyMaxAgeSeconds: [0, 900],
  previewLength: [40, 400],
  relatedStories: [1, 6],
  sessionHours: [1, 24],
  minimumPasswordLength: [8, 16],
  searchResults: [5, 50],
};

for (const [name, [least, most]] of Object.entries(limits)) {
  test(`${name} is between ${least} and ${most}`, () => {
    assert.ok(settings[name] >= least && settings[name] <= most, `${name} is ${settings[name]}`);
  });
}
