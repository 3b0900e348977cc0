import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const styles = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

/** Each token's colour by day and by night, as the style sheet has it. */
const tokens = new Map(
  [...styles.matchAll(/^ {2}--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));/gm)].map(
    ([, name = "", light, dark, both]) => [name, { light: light ?? both ?? "", dark: dark ?? both ?? "" }],
  ),
);

const themes = ["light", "dark"] as const;
const grounds = ["canvas", "surface"];
const statuses = ["ok", "run", "fail", "warn", "hold", "idle"];
const ansi = Array.from({ length: 16 }, (_, color) => `ansi-${color}`);

/** What is written on what, and how far the two must be apart: 4.5 for text, 3 for signs, edges and the focus. */
const pairs: [ink: string, ground: string, least: number][] = [
  ...["ink", "ink-2", "ink-3"].flatMap((ink) => [...grounds, "sunken"].map((ground) => pair(ink, ground, 4.5))),
  ...statuses.flatMap((status) => [...grounds, `${status}-soft`].map((ground) => pair(status, ground, 4.5))),
  ...ansi.map((color) => pair(color, "sunken", 4.5)),
  ...["hit", "hit-now"].map((hit) => pair(`${hit}-ink`, hit, 4.5)),
  ...["danger", "primary"].map((button) => pair("white", button, 4.5)),
  ...["edge", "danger", "primary", "chart-canary", "chart-control"].flatMap((line) =>
    grounds.map((ground) => pair(line, ground, 3)),
  ),
  // The ring of the focus has the colour of links.
  ...[...grounds, "sunken"].map((ground) => pair("run", ground, 3)),
];

function pair(ink: string, ground: string, least: number): [string, string, number] {
  return [ink, ground, least];
}

test.each(themes)("%s: what is written can be read, and what is drawn can be seen", (theme) => {
  const weak = pairs.flatMap(([ink, ground, least]) => {
    const ratio = contrast(colorOf(ink, theme), colorOf(ground, theme));
    return ratio < least ? [`${ink} on ${ground}: ${ratio.toFixed(2)} < ${least}`] : [];
  });
  expect(weak).toEqual([]);
});

function colorOf(name: string, theme: (typeof themes)[number]): string {
  if (name === "white") return "#ffffff";
  const color = tokens.get(name)?.[theme];
  if (!color) throw new Error(`there is no token ${name}`);
  return color;
}

/** As WCAG 2.2 reckons it: 1 for equal colours, 21 for black on white. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
