import { cache } from "react";
import type { NowView, ProjectSummary, RolloutView } from "@/lib/contracts/views";
import { SauronError } from "@/lib/errors";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listProjects } from "@/lib/queries/list-projects";
import { type CommitDetail, readCommit } from "@/lib/queries/read-commit";
import { readNowView } from "@/lib/queries/read-now-view";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { webProcess } from "./web-process";

/** What pages show first. One request reads each view once, however many parts of the page want it. */
export const loadNowView = cache(
  (slug: string): Promise<NowView | null> =>
    orNull(async () => {
      const { prisma } = webProcess().db;
      return readNowView(prisma, await findRequestedProject(prisma, slug));
    }),
);

export function loadProjects(): Promise<{ projects: ProjectSummary[]; serverTime: string }> {
  return listProjects(webProcess().db.prisma);
}

/** Null when there is no such project or rollout. */
export function loadRolloutView(slug: string, number: number): Promise<RolloutView | null> {
  return orNull(async () => {
    const { prisma } = webProcess().db;
    return readRolloutView(prisma, await findRequestedProject(prisma, slug), number);
  });
}

/** Null when there is no such project or commit. */
export function loadCommit(slug: string, sha: string): Promise<CommitDetail | null> {
  return orNull(async () => {
    const { prisma } = webProcess().db;
    return readCommit(prisma, await findRequestedProject(prisma, slug), sha.toLowerCase());
  });
}

async function orNull<View>(read: () => Promise<View>): Promise<View | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SauronError && error.code === "not-found") return null;
    throw error;
  }
}
