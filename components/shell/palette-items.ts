import type { ProjectDialog } from "@/components/dialogs/project-dialog";
import { settingsAreas } from "@/components/settings/settings-areas";
import { listAutomationActions } from "@/components/shell/list-automation-actions";
import { rolloutStatus, type Status, testStatus } from "@/components/ui/status";
import type { CommitView, NowView, RolloutSummary } from "@/lib/contracts/views";
import { describeSecond } from "@/lib/domain/history/describe-fleet-at";
import { parseMoment } from "@/lib/domain/history/parse-moment";
import { allowedEvents } from "@/lib/domain/rollout/transitions";

/** One thing to go to, or to do. */
export interface PaletteItem {
  id: string;
  /** What it is called. */
  word: string;
  /** What tells it from others of its kind. */
  detail: string;
  status: Status | null;
  does: { go: string } | { open: ProjectDialog } | { abort: RolloutSummary };
}

interface PaletteWorld {
  view: Pick<NowView, "project" | "automation" | "doing" | "queue" | "did">;
  /** The rollout whose hosts are offered, and their names. */
  hostsOf: { rollout: number; hosts: readonly string[] } | null;
  /** Slugs of all projects, as far as they are known. */
  projects: readonly string[];
}

/** Items offered at most. */
const most = 14;

/** What a text can mean: a rollout as #12, a commit by sha, title or author, a host, a page. Best first. */
export function listPaletteItems(text: string, world: PaletteWorld): PaletteItem[] {
  const wanted = text.trim().toLowerCase();
  const groups = [
    findRollouts(wanted, world.view),
    findMoment(text, world.view),
    findPages(wanted, world.view),
    findFurtherPages(wanted, world.view),
    findAbort(wanted, world.view),
    findAutomationActions(wanted, world.view),
    findCommits(wanted, world.view),
    findHosts(wanted, world),
    findProjects(wanted, world),
  ];
  return groups.flat().slice(0, most);
}

function findRollouts(wanted: string, { project, doing, did }: PaletteWorld["view"]): PaletteItem[] {
  const known = doing ? [doing, ...did] : did;
  const digits = /^#?([1-9]\d{0,8})$/.exec(wanted)?.[1];
  if (wanted !== "" && wanted !== "#" && !digits) return [];
  const shown = digits ? known.filter((each) => each.number === Number(digits)) : known.slice(0, 4);
  const items = shown.map((rollout) => ({
    ...link(`Rollout #${rollout.number}`, `/p/${project}/rollouts/${rollout.number}`),
    detail: `to ${rollout.toRevision.slice(0, 7)}`,
    status: rolloutStatus(rollout.state),
  }));
  if (items.length > 0 || !digits) return items;
  return [{ ...link(`Rollout #${digits}`, `/p/${project}/rollouts/${digits}`), detail: "not among the last ones" }];
}

/** A time: what was deployed then. */
function findMoment(text: string, { project }: PaletteWorld["view"]): PaletteItem[] {
  const at = parseMoment(text);
  if (at === null) return [];
  const address = `/p/${project}/history?${new URLSearchParams({ at: text.trim() })}`;
  return [{ ...link(`At ${describeSecond(at)}`, address), detail: "What was deployed then" }];
}

function findPages(wanted: string, { project, doing }: PaletteWorld["view"]): PaletteItem[] {
  const pages = [
    link("Now", `/p/${project}`, `What ${project} does`),
    link("History", `/p/${project}/history`, "Every rollout, and what was deployed at a time"),
    link("Insights", `/p/${project}/insights`, "How delivery has gone: pace, canary stops, failures"),
    link("Decisions", `/p/${project}/decisions`, "What was decided when, and from what"),
    link("Settings", `/p/${project}/settings`, "Sources, deliveries, project file"),
    link("All projects", "/"),
  ];
  if (doing) {
    const path = `/p/${project}/rollouts/${doing.number}`;
    for (const tab of ["Log", "Hosts", "Canary", "Events"]) {
      pages.push(link(`${tab} of #${doing.number}`, `${path}?tab=${tab.toLowerCase()}`));
    }
  }
  return pages.filter((page) => page.word.toLowerCase().includes(wanted));
}

/** Offered once something is written: most visits do not want them. */
function findFurtherPages(wanted: string, { project }: PaletteWorld["view"]): PaletteItem[] {
  if (wanted === "") return [];
  const pages = [
    link("Roll back…", `/p/${project}/rollback`, "Shows first what it takes out of production"),
    link("Suspects", `/p/${project}/history/suspects`, "Which commits fit an error"),
    ...settingsAreas.map(({ area, word }) => link(`Settings: ${word}`, `/p/${project}/settings/${area}`)),
  ];
  return pages.filter((page) => page.word.toLowerCase().includes(wanted));
}

function findAbort(wanted: string, { doing }: PaletteWorld["view"]): PaletteItem[] {
  if (!doing || !allowedEvents(doing.state).includes("abortRequested")) return [];
  const word = `Abort rollout #${doing.number}…`;
  if (!word.toLowerCase().includes(wanted)) return [];
  return [{ id: "abort", word, detail: "Asks first", status: rolloutStatus(doing.state), does: { abort: doing } }];
}

/** Offered once something is written: they are many, and most visits do not want them. */
function findAutomationActions(wanted: string, view: PaletteWorld["view"]): PaletteItem[] {
  if (wanted === "") return [];
  return listAutomationActions(view)
    .filter((action) => action.word.toLowerCase().includes(wanted))
    .map(({ word, detail, does }) => ({ id: word, word, detail, status: null, does }));
}

function findCommits(wanted: string, { project, queue, doing }: PaletteWorld["view"]): PaletteItem[] {
  if (wanted === "") return [];
  const known: CommitView[] = [...(doing?.commits ?? []), ...queue];
  const bySha = known.filter((commit) => commit.sha.startsWith(wanted));
  const byText = known.filter((commit) => `${commit.title} ${commit.author}`.toLowerCase().includes(wanted));
  const found = [...new Set([...bySha, ...byText])];
  const items = found.map((commit) => ({
    ...link(`Commit ${commit.sha.slice(0, 7)}`, `/p/${project}/commits/${commit.sha}`),
    detail: `${commit.title} by ${commit.author}`,
    status: testStatus(commit.testStatus),
  }));
  const waiting = queue.find((commit) => bySha.includes(commit));
  if (waiting) {
    const target = waiting.sha.slice(0, 7);
    items.push({
      ...link(
        `Start a rollout to ${target}…`,
        `/p/${project}/approve?to=${waiting.sha}`,
        "Shows first what it takes along",
      ),
      status: testStatus(waiting.testStatus),
    });
  }
  if (bySha.length > 0 || !/^[0-9a-f]{4,64}$/.test(wanted)) return items;
  return [
    ...items,
    link(`Commit ${wanted}`, `/p/${project}/commits/${wanted}`, "neither waiting nor in a running rollout"),
  ];
}

function findHosts(wanted: string, { view, hostsOf }: PaletteWorld): PaletteItem[] {
  if (wanted === "" || !hostsOf) return [];
  const { rollout, hosts } = hostsOf;
  return hosts
    .filter((host) => host.toLowerCase().includes(wanted))
    .map((host) =>
      link(
        host,
        `/p/${view.project}/rollouts/${rollout}?${new URLSearchParams({ tab: "log", host })}`,
        `Its log of #${rollout}`,
      ),
    );
}

function findProjects(wanted: string, { view, projects }: PaletteWorld): PaletteItem[] {
  if (wanted === "") return [];
  return projects
    .filter((slug) => slug !== view.project && `project ${slug.toLowerCase()}`.includes(wanted))
    .map((slug) => link(`Project ${slug}`, `/p/${slug}`));
}

function link(word: string, go: string, detail = ""): PaletteItem {
  return { id: go, word, detail, status: null, does: { go } };
}
