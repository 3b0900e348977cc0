import type { SourceView } from "@/lib/contracts/intake-views";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import { listSources as listSourceRows } from "@/lib/db/sources";
import type { Tx } from "@/lib/db/transaction";
import { buildSourceView } from "./build-source-view";

/** The senders of a project, by name. */
export async function listSources(tx: Tx, project: ProjectRow): Promise<{ sources: SourceView[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const rows = await listSourceRows(tx, project.id);
  return { sources: rows.map((row) => buildSourceView(row, project.slug)), serverTime: now.toISOString() };
}
