import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Glyph } from "@/components/ui/glyph";
import { statusCodes } from "@/components/ui/status";

test("each status has a shape of its own, drawn in the colour of its text and left to the word to be read", () => {
  const drawn = statusCodes.map((code) => renderToStaticMarkup(<Glyph code={code} />));
  const shapes = drawn.map((svg) => svg.replace(/<svg[^>]*>/, ""));
  expect(new Set(shapes).size).toBe(statusCodes.length);
  for (const svg of drawn) {
    expect(svg).toContain('aria-hidden="true"');
    expect(svg).not.toMatch(/#[0-9a-f]{3}|rgb/i);
  }
});
