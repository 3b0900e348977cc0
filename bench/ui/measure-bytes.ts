import { waitUntil } from "@/lib/testing/system/wait-until";
import type { Bench } from "./bench";
import type { Figure } from "./budgets";
import { type OpenPage, openPage } from "./open-browser";
import { seedProject } from "./seed-project";
import { writeLog } from "./write-log";

type Loaded = { scripts: Map<string, number>; style: number; others: number };

/** What a first visit to each page brings over the wire, compressed as it is sent, with what the page fetches ahead. */
export async function measureBytes(bench: Bench): Promise<Figure[]> {
  const seeded = await seedProject(bench.console, "bytes", { past: 3, waiting: 3 });
  await writeLog(bench.console.db, seeded, 200);
  const loaded = new Map<string, Loaded>();
  for (const [of, path] of Object.entries(listRoutes(seeded.rollout))) loaded.set(of, await load(bench, path));

  const figures: Figure[] = [...loaded].map(([of, { scripts }]) => ({
    budget: of === "Rollout, log" ? "logScript" : "script",
    of,
    value: sum([...scripts.values()]) / 1024,
  }));
  const all = [...loaded.values()];
  figures.push({ budget: "style", of: "most of any page", value: Math.max(...all.map(({ style }) => style)) / 1024 });
  figures.push({ budget: "fonts", of: "all pages", value: sum(all.map(({ others }) => others)) });
  figures.push({ budget: "strayCharts", of: "all pages but Canary", value: countStrayCharts(loaded) });
  return figures;
}

function listRoutes({ number, toRevision }: { number: number; toRevision: string }): Record<string, string> {
  const rollout = `/p/bytes/rollouts/${number}`;
  const settings = ["sources", "deliveries", "project", "tokens", "thresholds", "people", "audit"];
  return {
    "Rollout, log": `${rollout}?tab=log`,
    "All projects": "/",
    Now: "/p/bytes",
    "Rollout, overview": rollout,
    "Rollout, hosts": `${rollout}?tab=hosts`,
    "Rollout, canary": `${rollout}?tab=canary`,
    "Rollout, events": `${rollout}?tab=events`,
    Commit: `/p/bytes/commits/${toRevision}`,
    History: "/p/bytes/history",
    Suspects: "/p/bytes/history/suspects",
    Insights: "/p/bytes/insights",
    Decisions: "/p/bytes/decisions",
    Approve: "/p/bytes/approve",
    "Roll back": "/p/bytes/rollback",
    ...Object.fromEntries(settings.map((area) => [`Settings, ${area}`, `/p/bytes/settings/${area}`])),
    "Add a project": "/projects/new",
    You: "/you",
  };
}

async function load({ browser, console }: Bench, path: string): Promise<Loaded> {
  const opened = await openPage(browser, console);
  const result = watchNetwork(opened);
  await opened.cdp.send("Network.enable");
  await opened.page.goto(console.url + path);
  await waitUntil(60, () => (result.quietFor() > 1500 ? null : `${path} to be quiet`));
  await opened.context.close();
  return result.loaded;
}

function watchNetwork({ cdp }: Pick<OpenPage, "cdp">): { loaded: Loaded; quietFor(): number } {
  const loaded: Loaded = { scripts: new Map(), style: 0, others: 0 };
  const kinds = new Map<string, { type: string; url: string }>();
  let lastAt = performance.now();
  cdp.on("Network.requestWillBeSent", () => {
    lastAt = performance.now();
  });
  cdp.on("Network.responseReceived", ({ requestId, type, response }) => {
    kinds.set(requestId, { type, url: response.url });
  });
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    lastAt = performance.now();
    const { type, url } = kinds.get(requestId) ?? { type: "", url: "" };
    if (type === "Script") loaded.scripts.set(url, encodedDataLength);
    else if (type === "Stylesheet") loaded.style += encodedDataLength;
    else if ((type === "Font" || type === "Image") && !url.startsWith("data:")) loaded.others += 1;
  });
  return { loaded, quietFor: () => performance.now() - lastAt };
}

/** Scripts that Canary has over the rollout's first tab, and some other page loads as well. NaN if it has none. */
function countStrayCharts(loaded: ReadonlyMap<string, Loaded>): number {
  const scriptsOf = (page: string) => [...(loaded.get(page)?.scripts.keys() ?? [])];
  const first = new Set(scriptsOf("Rollout, overview"));
  const charts = scriptsOf("Rollout, canary").filter((url) => !first.has(url));
  if (charts.length === 0) return Number.NaN;
  const elsewhere = [...loaded.keys()].filter((page) => page !== "Rollout, canary").flatMap(scriptsOf);
  return charts.filter((url) => elsewhere.includes(url)).length;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
