import { isDeepStrictEqual } from "node:util";
import type { ProjectFileHost } from "@/lib/contracts/parse-project-file";
import type { Policy } from "@/lib/contracts/project-file";
import type { AutomationMode } from "@/lib/domain/automation/modes";
import { Prisma } from "./generated/client";
import { turnOverSpans } from "./host-revisions";
import { openPolicy, sealAddress, sealPolicy, sealSource } from "./sealed-policy";
import { openSecret } from "./sealed-secrets";
import type { Tx } from "./transaction";

export type StoredProjectFile = {
  projectId: number;
  revision: number;
  /** How far the automation goes now, and how far the file in force lets it. */
  mode: AutomationMode;
  fileMode: AutomationMode;
  /** The new file is the newest stored one, to the letter, and resolves to the rules in force. */
  isSame: boolean;
};

/** One project file of a slug is put in force at a time. */
export async function lockProjectFile(tx: Tx, slug: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7, hashtext(${slug}))`;
}

/** The project file in force, compared with a new one; null when there is no such project. */
export async function compareProjectFile(
  tx: Tx,
  file: { source: string; policy: Policy },
): Promise<StoredProjectFile | null> {
  const [row] = await tx.$queryRaw<(Omit<StoredProjectFile, "isSame"> & { policy: unknown; source: string | null })[]>`
    SELECT p.id AS "projectId", p."policyRevision" AS revision, p.mode, p.policy->>'automation' AS "fileMode", p.policy,
      r.source
    FROM "Project" p
    LEFT JOIN "ProjectFileRevision" r ON r."projectId" = p.id AND r.revision = p."policyRevision"
    WHERE p.slug = ${file.policy.project}`;
  if (!row) return null;
  const { policy, source, ...stored } = row;
  // A secret is sealed anew each time: only what was opened can be compared.
  const isSame =
    source !== null &&
    openSecret(source) === file.source &&
    isDeepStrictEqual(openPolicy(policy), JSON.parse(JSON.stringify(file.policy)));
  return { ...stored, isSame };
}

/**
 * Puts a policy in force, creating the project when there is none, and returns where. A mode set on the page stays
 * unless the file says another one than the file before it.
 */
export async function storePolicy(tx: Tx, policy: Policy): Promise<{ projectId: number; revision: number }> {
  const { url, trunk } = policy.repository;
  const movesMode = Prisma.sql`"Project".policy->>'automation' IS DISTINCT FROM EXCLUDED.policy->>'automation'`;
  const [row] = await tx.$queryRaw<[{ projectId: number; revision: number }]>`
    INSERT INTO "Project" (slug, "repositoryUrl", trunk, policy, "policyRevision", mode, "modeSince")
    VALUES (${policy.project}, ${sealAddress(url)}, ${trunk}, ${JSON.stringify(sealPolicy(policy))}::jsonb, 1, ${policy.automation},
      clock_timestamp())
    ON CONFLICT (slug) DO UPDATE SET "repositoryUrl" = EXCLUDED."repositoryUrl", trunk = EXCLUDED.trunk,
      policy = EXCLUDED.policy, "policyRevision" = "Project"."policyRevision" + 1, "hostsAskedAt" = NULL,
      mode = CASE WHEN ${movesMode} THEN EXCLUDED.mode ELSE "Project".mode END,
      "modeSince" = CASE WHEN ${movesMode} THEN EXCLUDED."modeSince" ELSE "Project"."modeSince" END,
      "modeBy" = CASE WHEN ${movesMode} THEN NULL ELSE "Project"."modeBy" END
    RETURNING id AS "projectId", "policyRevision" AS revision`;
  return row;
}

export async function insertProjectFileRevision(
  tx: Tx,
  version: { projectId: number; revision: number; source: string; author: string },
): Promise<void> {
  await tx.projectFileRevision.create({ data: { ...version, source: sealSource(version.source) } });
}

export type HostChanges = { added: number; changed: number; disabled: number };

/**
 * Makes the enabled hosts of a project exactly these. A host that moved to another address is another machine: what the
 * old one said it runs is forgotten. Hosts no longer named are kept, disabled.
 */
export async function replaceHosts(tx: Tx, projectId: number, hosts: ProjectFileHost[]): Promise<HostChanges> {
  const written = await tx.$queryRaw<{ id: number; added: boolean }[]>`
    INSERT INTO "Host" ("projectId", name, address, port, "user", labels, "hostKeys", place)
    SELECT ${projectId}, h.name, h.address, h.port, h."user", h.labels, h."hostKeys", h.place
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(hosts)}::jsonb)
      AS (name text, address text, port int, "user" text, labels jsonb, "hostKeys" jsonb)) WITH ORDINALITY
      AS h(name, address, port, "user", labels, "hostKeys", place)
    ORDER BY h.place
    ON CONFLICT ("projectId", name) DO UPDATE SET address = EXCLUDED.address, port = EXCLUDED.port,
      "user" = EXCLUDED."user", labels = EXCLUDED.labels, "hostKeys" = EXCLUDED."hostKeys", enabled = TRUE,
      place = EXCLUDED.place,
      "currentRevision" = CASE WHEN ("Host".address, "Host".port) = (EXCLUDED.address, EXCLUDED.port)
        THEN "Host"."currentRevision" END,
      "currentSince" = CASE WHEN ("Host".address, "Host".port) = (EXCLUDED.address, EXCLUDED.port)
        THEN "Host"."currentSince" END
    WHERE ("Host".address, "Host".port, "Host"."user", "Host".labels, "Host"."hostKeys", "Host".enabled,
        "Host".place)
      IS DISTINCT FROM (EXCLUDED.address, EXCLUDED.port, EXCLUDED."user", EXCLUDED.labels, EXCLUDED."hostKeys", TRUE,
        EXCLUDED.place)
    RETURNING id, (xmax = 0) AS added`;
  const names = hosts.map((host) => host.name);
  const left = await tx.host.updateManyAndReturn({
    where: { projectId, enabled: true, name: { notIn: names } },
    data: { enabled: false },
    select: { id: true },
  });
  await turnOverSpans(
    tx,
    [...written, ...left].map(({ id }) => ({ hostId: id, rolloutId: null })),
  );
  const added = written.filter((row) => row.added).length;
  return { added, changed: written.length - added, disabled: left.length };
}

export type ProjectFileVersion = { revision: number; author: string; createdAt: Date };

/** Every version of a project's file, newest first. */
export async function listProjectFileVersions(tx: Tx, projectId: number): Promise<ProjectFileVersion[]> {
  return tx.projectFileRevision.findMany({
    where: { projectId },
    select: { revision: true, author: true, createdAt: true },
    orderBy: { revision: "desc" },
  });
}

export async function findProjectFile(
  tx: Tx,
  projectId: number,
  revision: number,
): Promise<(ProjectFileVersion & { source: string }) | null> {
  const version = await tx.projectFileRevision.findFirst({ where: { projectId, revision } });
  return version && { ...version, source: openSecret(version.source) };
}

/** Versions before one, newest first, with their texts. */
export async function listProjectFilesBefore(
  tx: Tx,
  { projectId, before, limit }: { projectId: number; before: number; limit: number },
): Promise<(ProjectFileVersion & { source: string })[]> {
  const versions = await tx.projectFileRevision.findMany({
    where: { projectId, revision: { lt: before } },
    orderBy: { revision: "desc" },
    take: limit,
  });
  return versions.map((version) => ({ ...version, source: openSecret(version.source) }));
}
