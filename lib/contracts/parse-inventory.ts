import { z } from "zod";
import { listNames } from "@/lib/domain/list-names";
import { checkHosts } from "./check-project-file";
import { describeSchemaIssues } from "./describe-schema-issue";
import { listedHostSchema } from "./fleet-policy";
import { hostKeysOf } from "./host-keys";
import type { ProjectFileHost, ProjectFileSources } from "./parse-project-file";
import type { Policy } from "./project-file";

export type ParsedInventory = { ok: true; hosts: ProjectFileHost[] } | { ok: false; reason: string };

/** Problems told at once; more of them have one cause. */
const mostProblems = 3;

const inventorySchema = z.strictObject({ hosts: z.array(listedHostSchema).min(1, "name at least one host") });

/**
 * Reads what an inventory program has printed: `{"hosts": [{"address": …, "hostKey": …}, …]}`, each host as a project
 * file writes it.
 * @param knownHosts text of the project's known_hosts file; null = it names none
 */
export function parseInventory(
  text: string,
  {
    policy,
    knownHosts,
    findHostKeys,
  }: { policy: Policy; knownHosts: string | null } & Pick<ProjectFileSources, "findHostKeys">,
): ParsedInventory {
  let printed: unknown;
  try {
    printed = JSON.parse(text);
  } catch {
    return { ok: false, reason: "It did not print JSON." };
  }
  const parsed = inventorySchema.safeParse(printed);
  const { user, port } = policy.fleet;
  const document = { fleet: { user, port, hosts: parsed.data?.hosts ?? [] }, stages: policy.stages };
  const found = parsed.success
    ? checkHosts(document)
    : { problems: describeSchemaIssues(inventorySchema, printed, parsed.error.issues), hosts: [] };
  if (found.problems.length > 0) return { ok: false, reason: describeProblems(found.problems) };
  const hosts = found.hosts.map(({ hostKey, ...host }) => ({
    ...host,
    user: host.user ?? "",
    hostKeys: hostKeysOf({ ...host, pinned: [hostKey] }, knownHosts, findHostKeys),
  }));
  const unpinned = hosts.filter((host) => host.hostKeys.length === 0).map((host) => host.name);
  if (unpinned.length === 0) return { ok: true, hosts };
  const reason = `Without a pinned host key: ${listNames(unpinned)}; print \`hostKey\` or add them to the \`knownHosts\` file.`;
  return { ok: false, reason };
}

function describeProblems(problems: { path: PropertyKey[]; message: string }[]): string {
  const told = problems.slice(0, mostProblems).map(({ path, message }) => {
    const place = path.filter((key) => key !== "fleet").map(String);
    return `${place.join(".")}: ${message}`;
  });
  const more = problems.length - told.length;
  return `What it printed cannot be used: ${told.join("; ")}${more > 0 ? `; and ${more} more mistakes` : ""}.`;
}
