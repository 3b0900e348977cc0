import { headers } from "next/headers";
import { cache } from "react";
import type { DeliveryDetail, DeliveryView, SourceView } from "@/lib/contracts/intake-views";
import type { ProjectSettings } from "@/lib/contracts/setup-views";
import type { NowView, ProjectSummary, RolloutView } from "@/lib/contracts/views";
import { SauronError } from "@/lib/errors";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { type DeliveriesWanted, listDeliveries } from "@/lib/queries/list-deliveries";
import { listProjects } from "@/lib/queries/list-projects";
import { listSources } from "@/lib/queries/list-sources";
import { type CommitDetail, readCommit } from "@/lib/queries/read-commit";
import { readDelivery } from "@/lib/queries/read-delivery";
import { readNowView } from "@/lib/queries/read-now-view";
import { readProjectSettings } from "@/lib/queries/read-project-settings";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { checkHostName } from "./check-mutation";
import { type WebProcess, webProcess } from "./web-process";

/** What pages show first. One request reads each view once, however many parts of the page want it. */
export const loadNowView = cache(
  (slug: string): Promise<NowView | null> =>
    orNull(async (tx) => readNowView(tx, await findRequestedProject(tx, slug))),
);

export function loadProjects(): Promise<{ projects: ProjectSummary[]; serverTime: string }> {
  return readForPage(listProjects);
}

/** Null when there is no such project or rollout. */
export function loadRolloutView(slug: string, number: number): Promise<RolloutView | null> {
  return orNull(async (tx) => readRolloutView(tx, await findRequestedProject(tx, slug), number));
}

/** Null when there is no such project or commit. */
export function loadCommit(slug: string, sha: string): Promise<CommitDetail | null> {
  return orNull(async (tx) => readCommit(tx, await findRequestedProject(tx, slug), sha.toLowerCase()));
}

/** Null when there is no such project, or no such version of its file. */
export function loadProjectSettings(slug: string, revision: number | null): Promise<ProjectSettings | null> {
  return orNull(async (tx) => readProjectSettings(tx, await findRequestedProject(tx, slug), revision));
}

/** Null when there is no such project. */
export function loadSources(slug: string): Promise<{ sources: SourceView[] } | null> {
  return orNull(async (tx) => listSources(tx, await findRequestedProject(tx, slug)));
}

/** Null when there is no such project. */
export function loadDeliveries(slug: string, wanted: DeliveriesWanted): Promise<{ deliveries: DeliveryView[] } | null> {
  return orNull(async (tx) => listDeliveries(tx, await findRequestedProject(tx, slug), wanted));
}

/** Null when there is no such project or delivery. */
export function loadDelivery(slug: string, id: number): Promise<DeliveryDetail | null> {
  return orNull(async (tx) => readDelivery(tx, await findRequestedProject(tx, slug), id));
}

type Prisma = WebProcess["db"]["prisma"];

/** Every view of a page is read here: for those alone who ask for this Sauron by its name. */
async function readForPage<View>(read: (prisma: Prisma) => Promise<View>): Promise<View> {
  const web = webProcess();
  return web.requests.during(async () => {
    checkHostName((await headers()).get("host") ?? "", web);
    return read(web.db.prisma);
  });
}

async function orNull<View>(read: (prisma: Prisma) => Promise<View>): Promise<View | null> {
  try {
    return await readForPage(read);
  } catch (error) {
    if (error instanceof SauronError && error.code === "not-found") return null;
    throw error;
  }
}
