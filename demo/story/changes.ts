import { pickAt } from "../random";
import type { LandingKind } from "./types";

export type Author = { name: string; email: string };

export type Change = {
  /** What it turned out to be: a mistake that cannot be made any more becomes a normal change. */
  kind: LandingKind;
  author: Author;
  /** Title, and for some an empty line and a body. */
  message: string;
  /** Path inside the service's repository. */
  path: string;
  /** The file's text after the change. */
  text: string;
};

export const settingsPath = "src/settings.mjs";

export const people: readonly [Author, ...Author[]] = [
  { name: "Mira Lindqvist", email: "mira@harbour.example" },
  { name: "Tomás Oliveira", email: "tomas@harbour.example" },
  { name: "Yuki Tanabe", email: "yuki@harbour.example" },
  { name: "Adaeze Obi", email: "adaeze@harbour.example" },
  { name: "Piet van Dam", email: "piet@harbour.example" },
  { name: "Nadia Haddad", email: "nadia@harbour.example" },
];

type Setting = {
  name: string;
  values: readonly (number | string)[];
  say(value: number | string): string;
  tooMuch?: number;
};

const settings: readonly Setting[] = [
  {
    name: "feedPageSize",
    values: [10, 15, 20, 25, 30, 40],
    say: (n) => `Show ${n} stories per page of the feed`,
    tooMuch: 120,
  },
  { name: "frontPageStories", values: [4, 5, 6, 8, 9], say: (n) => `Put ${n} stories on the front page`, tooMuch: 40 },
  {
    name: "feedMaxAgeSeconds",
    values: [10, 20, 30, 45, 60, 90],
    say: (n) => `Let clients keep the feed for ${n} seconds`,
    tooMuch: 86_400,
  },
  {
    name: "storyMaxAgeSeconds",
    values: [60, 120, 180, 300, 600],
    say: (n) => `Let clients keep a story for ${n} seconds`,
    tooMuch: 604_800,
  },
  {
    name: "previewLength",
    values: [80, 100, 120, 140, 160, 200],
    say: (n) => `Cut previews after ${n} characters`,
    tooMuch: 4000,
  },
  { name: "relatedStories", values: [2, 3, 4, 5], say: (n) => `Name ${n} related stories`, tooMuch: 25 },
  { name: "sessionHours", values: [4, 6, 8, 10, 12, 16], say: (n) => `Keep sessions for ${n} hours`, tooMuch: 720 },
  {
    name: "minimumPasswordLength",
    values: [8, 9, 10, 11, 12],
    say: (n) => `Ask for passwords of ${n} characters`,
    tooMuch: 64,
  },
  { name: "searchResults", values: [6, 8, 10, 12, 20], say: (n) => `Return up to ${n} search results`, tooMuch: 500 },
  {
    name: "greeting",
    values: ["Welcome aboard", "Good to see you", "Ahoy", "Hello again"],
    say: (text) => `Greet readers with "${text}"`,
  },
  {
    name: "footer",
    values: ["Written by the sea.", "New stories every day.", "Made in the harbour office.", "Fair winds."],
    say: (text) => `Say "${text}" in the footer`,
  },
  {
    name: "siteName",
    values: ["Harbour Stories", "The Harbour Stories", "Stories from the Harbour"],
    say: (text) => `Call the site "${text}"`,
  },
];

type Mistake = { path: string; message: string; from: string; to: string };

/** Each passes the service's tests and throws for three of twenty requests of the demo's traffic. */
export const mistakes: readonly Mistake[] = [
  {
    path: "src/stories.mjs",
    message: "Relate stories by their tags\n\nA topic is too coarse: half of the stories share one.",
    from: "other.id !== story.id && other.topic === story.topic",
    to: "other.id !== story.id && story.tags.includes(other.topic)",
  },
  {
    path: "src/feed.mjs",
    message:
      "Read feed positions as big integers\n\nPositions will outgrow exact numbers once they carry microseconds.",
    from: 'Number(url.searchParams.get("since") ?? 0)',
    to: 'Number(BigInt(url.searchParams.get("since")))',
  },
  {
    path: "src/login.mjs",
    message: "Recognise people by first and last name",
    from: '(form.get("name") ?? "").trim().toLowerCase()',
    to: '(form.get("name") ?? "").trim().split(" ")[1].toLowerCase()',
  },
  {
    path: "src/front-page.mjs",
    message: "Greet readers by their first name",
    from: 'readers.get(cookies.get("reader")) ?? "reader"',
    to: 'readers.get(cookies.get("reader")).split(" ")[0]',
  },
];

/**
 * The change that lands as the `index`-th commit, from the files as they are. `readFile` gives the text of a path.
 * Throws when the service no longer has the setting that is to change.
 */
export function planChange(
  landing: { seed: number; index: number; kind: LandingKind },
  readFile: (path: string) => string,
): Change {
  const author = pickAt(people, { ...landing, salt: "author" });
  const open = mistakes.filter(({ path, from }) => readFile(path).includes(from));
  if (landing.kind === "bad" && open.length > 0) {
    const { path, message, from, to } = pickAt(open, { ...landing, salt: "mistake" });
    return { kind: "bad", author, message, path, text: readFile(path).replace(from, () => to) };
  }
  const kind = landing.kind === "bad" ? "normal" : landing.kind;
  return { kind, author, path: settingsPath, ...changeSetting({ ...landing, kind }, readFile(settingsPath)) };
}

function changeSetting(landing: { seed: number; index: number; kind: LandingKind }, text: string) {
  const excessive = settings.find((setting) => setting.tooMuch === currentValue(setting, text));
  if (excessive) {
    const value = pickAt(excessive.values, { ...landing, salt: "value" });
    return { message: `Bring ${excessive.name} back below its limit`, text: withValue(excessive, value, text) };
  }
  const red = landing.kind === "red";
  const choices = red ? settings.filter((setting) => setting.tooMuch !== undefined) : settings;
  const setting = pickAt(choices, { ...landing, salt: "setting" });
  const others = setting.values.filter((value) => value !== currentValue(setting, text));
  const value = red && setting.tooMuch !== undefined ? setting.tooMuch : pickAt(others, { ...landing, salt: "value" });
  return { message: setting.say(value), text: withValue(setting, value, text) };
}

function linePattern(setting: Setting): RegExp {
  return new RegExp(`^ {2}${setting.name}: (.*),$`, "m");
}

function currentValue(setting: Setting, text: string): number | string {
  const found = linePattern(setting).exec(text)?.[1];
  if (found === undefined) throw new Error(`${settingsPath} no longer has ${setting.name}.`);
  return JSON.parse(found) as number | string;
}

function withValue(setting: Setting, value: number | string, text: string): string {
  return text.replace(linePattern(setting), () => `  ${setting.name}: ${JSON.stringify(value)},`);
}
