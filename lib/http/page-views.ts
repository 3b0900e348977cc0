import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { CallerView, TokenView } from "@/lib/contracts/api-access";
import { auditRoutes } from "@/lib/contracts/api-audit";
import type { PersonView, SessionView } from "@/lib/contracts/api-people";
import type { InsightsView } from "@/lib/contracts/insights-views";
import type { DeliveryDetail, DeliveryView, SourceView } from "@/lib/contracts/intake-views";
import type { ProjectSettings, Thresholds } from "@/lib/contracts/setup-views";
import type { LogLine, NowView, ProjectSummary, RolloutSummary, RolloutView } from "@/lib/contracts/views";
import type { Permission } from "@/lib/domain/access/permissions";
import { tellWay } from "@/lib/domain/audit/way-of-act";
import { SauronError } from "@/lib/errors";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { type AuditPage, listAudit } from "@/lib/queries/list-audit";
import { type DeliveriesWanted, listDeliveries } from "@/lib/queries/list-deliveries";
import { viewPeople } from "@/lib/queries/list-people";
import { listProjects } from "@/lib/queries/list-projects";
import { listRollouts, type RolloutsWanted } from "@/lib/queries/list-rollouts";
import { listSources } from "@/lib/queries/list-sources";
import { listTokens } from "@/lib/queries/list-tokens";
import { type CommitDetail, readCommit } from "@/lib/queries/read-commit";
import { readDelivery } from "@/lib/queries/read-delivery";
import { type InsightsWanted, readInsights } from "@/lib/queries/read-insights";
import { readLog } from "@/lib/queries/read-log-page";
import { readNowView } from "@/lib/queries/read-now-view";
import { readProjectSettings } from "@/lib/queries/read-project-settings";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { readThresholds } from "@/lib/queries/read-thresholds";
import { findRefusal } from "@/lib/services/access/find-refusal";
import { listOwnSessions } from "@/lib/services/sign-in/list-own-sessions";
import { tellRefusal } from "./audit-refusal";
import { checkHostName } from "./check-mutation";
import { describeCaller } from "./describe-caller";
import { pagePathHeader } from "./guard-page";
import { type Caller, identifyVisitor } from "./identify-caller";
import { keepReadable } from "./keep-readable";
import { readAddress } from "./read-address";
import { type WebProcess, webProcess } from "./web-process";

/** Lines of a log that a page is sent with: more than a high screen shows. */
const screenLines = 100;

/** What pages show first. One request reads each view once, however many parts of the page want it. */
export const loadNowView = cache(
  (slug: string): Promise<NowView | null> => readOf({ slug }, (tx, project) => readNowView(tx, project)),
);

export function loadProjects(): Promise<{ projects: ProjectSummary[]; serverTime: string }> {
  return readForPage(async (prisma, caller) => keepReadable(caller, await listProjects(prisma)));
}

/** Null when there is no such project or rollout. */
export function loadRolloutView(slug: string, number: number): Promise<RolloutView | null> {
  return readOf({ slug }, (tx, project) => readRolloutView(tx, project, number));
}

/** The last lines of a rollout's log: as many as fill a screen. Null when there is no such project or rollout. */
export function loadLogEnd(of: Pick<RolloutView, "project" | "number" | "logLines">): Promise<LogLine[] | null> {
  const { project, number, logLines } = of;
  return readOf({ slug: project }, async (tx) => {
    const { rollout } = await findRequestedRollout(tx, { project, number });
    const log = { kind: "rollout", id: rollout.id } as const;
    const after = Math.max(0, logLines - screenLines);
    return readLog(tx, { log, after, limit: logLines - after, host: null });
  });
}

/** Null when there is no such project. */
export function loadRollouts(slug: string, wanted: RolloutsWanted): Promise<{ rollouts: RolloutSummary[] } | null> {
  return readOf({ slug }, (tx, project) => listRollouts(tx, project, wanted));
}

/** Null when there is no such project. */
export function loadInsights(slug: string, wanted: InsightsWanted): Promise<InsightsView | null> {
  return readOf({ slug }, (tx, project) => readInsights(tx, project, wanted));
}

/** Null when there is no such project or commit. */
export function loadCommit(slug: string, sha: string): Promise<CommitDetail | null> {
  return readOf({ slug }, (tx, project) => readCommit(tx, project, sha.toLowerCase()));
}

/** Null when there is no such project, or no such version of its file. */
export function loadProjectSettings(slug: string, revision: number | null): Promise<ProjectSettings | null> {
  return readOf({ slug }, (tx, project) => readProjectSettings(tx, project, revision));
}

/** Null when there is no such project. */
export function loadThresholds(slug: string): Promise<Thresholds | null> {
  return readOf({ slug }, (tx, project) => readThresholds(tx, project));
}

/** Null when there is no such project. */
export function loadAudit(slug: string, asked: URLSearchParams): Promise<AuditPage | null> {
  return readOf({ slug, permission: "audit" }, (tx) => {
    // Its project is one that there is by now: what is no name of any would not be taken by the query.
    const query = auditRoutes.listAudit.query.omit({ format: true }).parse(Object.fromEntries(asked));
    const { before = null, limit, ...wanted } = query;
    return listAudit(tx, wanted, { before, limit });
  });
}

/** Null when there is no such project. */
export function loadTokens(slug: string): Promise<{ tokens: TokenView[] } | null> {
  return readOf({ slug, permission: "configure" }, async (tx, project) => ({ tokens: await listTokens(tx, project) }));
}

/** Everybody who can sign in; for admins of all projects. */
export function loadPeople(): Promise<{ people: PersonView[] }> {
  return readForPage(async (prisma) => {
    await admitViewer("configure", null);
    return viewPeople(prisma);
  });
}

/** Where whoever looks at the page is signed in. */
export function loadOwnSessions(): Promise<{ sessions: SessionView[] }> {
  return readForPage(async (prisma, { person }) => ({ sessions: await listOwnSessions(prisma, person) }));
}

/** Null when there is no such project. */
export function loadSources(slug: string): Promise<{ sources: SourceView[] } | null> {
  return readOf({ slug }, (tx, project) => listSources(tx, project));
}

/** Null when there is no such project. */
export function loadDeliveries(slug: string, wanted: DeliveriesWanted): Promise<{ deliveries: DeliveryView[] } | null> {
  return readOf({ slug }, (tx, project) => listDeliveries(tx, project, wanted));
}

/** Null when there is no such project or delivery. */
export function loadDelivery(slug: string, id: number): Promise<DeliveryDetail | null> {
  return readOf({ slug }, (tx, project) => readDelivery(tx, project, id));
}

/** Who looks at the page, and what they may do in a project; null = in all of them. */
export const loadCaller = cache(
  (project: string | null): Promise<CallerView> =>
    readForPage(async (prisma, caller) => describeCaller(prisma, caller, project)),
);

/** Why whoever looks at the page may not do something in a project (null = in all of them); null when they may. */
export const loadRefusal = cache(
  (project: string | null, permission: Permission): Promise<string | null> =>
    readForPage((prisma, { principal }) => findRefusal(prisma, principal, permission, project)),
);

type Prisma = WebProcess["db"]["prisma"];

/** Who looks at this page: found once for all its parts. Nobody is sent to sign in, and comes back afterwards. */
const findViewer = cache(async (): Promise<Caller> => {
  const web = webProcess();
  const asked = await headers();
  checkHostName(asked.get("host") ?? "", web);
  const caller = await identifyVisitor(asked, web);
  if (caller.principal.kind !== "nobody") return caller;
  return redirect(`/sign-in?to=${encodeURIComponent(asked.get(pagePathHeader) ?? "/")}`);
});

/**
 * Lets nobody see what they may not, and tells in the audit who wanted to: once for all parts of a page.
 * @throws SauronError "forbidden"
 */
const admitViewer = cache(async (permission: Permission, project: string | null): Promise<void> => {
  const web = webProcess();
  const { actor, principal } = await findViewer();
  const refusal = await findRefusal(web.db.prisma, principal, permission, project);
  if (refusal === null) return;
  const asked = await headers();
  await tellRefusal(web, {
    actor,
    action: "openPage",
    project,
    target: asked.get(pagePathHeader) ?? "a page",
    reason: refusal,
    details: tellWay(principal),
    requestId: null,
    address: readAddress(asked),
  });
  throw new SauronError("forbidden", refusal);
});

/** Every view of a page is read here: for those alone who ask for this Sauron by its name, and are signed in. */
async function readForPage<View>(read: (prisma: Prisma, caller: Caller) => Promise<View>): Promise<View> {
  const web = webProcess();
  return web.requests.during(async () => read(web.db.prisma, await findViewer()));
}

/**
 * Reads what is about a project, for those who may.
 * @returns null when it, or what is asked for, is not there
 * @throws SauronError "forbidden"
 */
async function readOf<View>(
  { slug, permission = "read" }: { slug: string; permission?: Permission },
  read: (prisma: Prisma, project: Project) => Promise<View>,
): Promise<View | null> {
  try {
    return await readForPage(async (prisma) => {
      await admitViewer(permission, slug);
      return read(prisma, await findRequestedProject(prisma, slug));
    });
  } catch (error) {
    if (error instanceof SauronError && error.code === "not-found") return null;
    throw error;
  }
}

type Project = Awaited<ReturnType<typeof findRequestedProject>>;
