import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { ProjectFileChanges } from "@/lib/contracts/setup-views";
import { FileChanges } from "./file-changes";

/** The text on screen, without its elements. */
function read(changes: ProjectFileChanges | null): string {
  const markup = renderToStaticMarkup(<FileChanges changes={changes} />);
  return markup
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

test("changed lines are told by a sign and a word, the lines around them by neither", () => {
  const told = read({
    before: 2,
    parts: [
      {
        line: 7,
        lines: [
          { kind: "same", text: "canary:" },
          { kind: "removed", text: "  errorsAbove: 0.4%" },
          { kind: "added", text: "  errorsAbove: 0.5%" },
        ],
      },
    ],
  });
  expect(told).toContain("Against version 2.");
  expect(told).toMatch(/Line 7 canary: − Removed: errorsAbove: 0\.4% \+ Added: errorsAbove: 0\.5%$/);
});

test("the first version and one whose text is the same each say so", () => {
  expect(read(null)).toBe("It is the first version.");
  expect(read({ before: 1, parts: [] })).toMatch(/^No line that is shown\. What changed is the value of a variable/);
});
