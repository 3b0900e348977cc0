import { assignStages } from "@/lib/domain/fleet/assign-stages";
import { listNames } from "@/lib/domain/list-names";
import { findUrlProblem } from "@/lib/domain/repository/repository-url";
import type { DocumentProblem } from "./describe-schema-issue";
import { jumpHostSchema, listedHostSchema } from "./fleet-policy";
import { projectFileSchema, stepSchema } from "./project-file";
import { stageSchema } from "./stage-policy";

/**
 * The mistakes no single field shows: names used twice, stages that take nobody, hosts nobody takes, nothing to watch.
 * Works on a document that may have other mistakes too; a check whose own parts are broken is left out.
 */
export function checkProjectFile(document: unknown): DocumentProblem[] {
  const parts = readParts(document);
  return [
    ...findTwice(
      parts.hosts.map((host) => ({ name: host.value.name, path: host.path })),
      "host",
    ),
    ...findSharedAddresses(parts.hosts),
    ...findTwice(
      parts.steps.map((step) => ({ name: step.value.name, path: [...step.path, "name"] })),
      "step",
    ),
    ...findTwice(
      parts.stages.map((stage) => ({ name: stage.value.name, path: [...stage.path, "name"] })),
      "stage",
    ),
    ...checkUsers(parts),
    ...checkJump(parts),
    ...checkCoverage(parts),
    ...checkAnalysis(parts),
    ...checkRepository(parts.url),
    ...checkPipelining(parts),
  ];
}

/** The same for hosts that were listed elsewhere, with the stages that are to take them. */
export function checkHosts(document: unknown): { hosts: ReadHost[]; problems: DocumentProblem[] } {
  const parts = readParts(document);
  const named = parts.hosts.map((host) => ({ name: host.value.name, path: host.path }));
  const problems = [
    ...findTwice(named, "host"),
    ...findSharedAddresses(parts.hosts),
    ...checkUsers(parts),
    ...checkCoverage(parts),
  ];
  return { hosts: parts.hosts.map((host) => host.value), problems };
}

export type ReadHost = {
  name: string;
  address: string;
  port: number;
  user: string | null;
  labels: Record<string, string>;
  hostKey: string | null;
};
type Part<T> = { path: PropertyKey[]; value: T };
type Parts = ReturnType<typeof readParts>;

const fleetSchema = projectFileSchema.shape.fleet.shape;
const defaultStages = () => projectFileSchema.shape.stages.parse(undefined);

/** The well-formed hosts, steps and stages of a document, with where they stand. */
export function readParts(document: unknown) {
  const root = record(document);
  const fleet = record(root.fleet);
  const port = fleetSchema.port.safeParse(fleet.port).data ?? 22;
  const user = typeof fleet.user === "string" ? fleet.user : null;
  const rawHosts = list(fleet.hosts);
  const hosts = rawHosts.flatMap((raw, index): Part<ReadHost>[] => {
    const host = listedHostSchema.safeParse(raw).data;
    if (!host) return [];
    const { address, labels, hostKey } = host;
    const value = {
      name: host.name ?? address,
      address,
      port: host.port ?? port,
      user: host.user ?? user,
      labels,
      hostKey: hostKey ?? null,
    };
    return [{ path: ["fleet", "hosts", index], value }];
  });
  const rawStages = root.stages === undefined ? defaultStages() : list(root.stages);
  const stages = rawStages.flatMap((raw, index) => {
    const value = stageSchema.safeParse(raw).data;
    return value ? [{ path: ["stages", index], value }] : [];
  });
  const steps = list(record(root.deploy).steps).flatMap((raw, index) => {
    const value = stepSchema.safeParse(raw).data;
    return value ? [{ path: ["deploy", "steps", index], value }] : [];
  });
  const url = record(root.repository).url;
  const { script } = record(root.tests);
  const hasInventory = fleet.inventory !== undefined;
  return {
    hosts,
    stages,
    steps,
    url: typeof url === "string" ? url : null,
    pipelining: root.pipelining === true,
    testScript: typeof script === "string" ? script : null,
    hasAccessLog: record(root.canary).accessLog !== undefined,
    hasMetrics: record(root.canary).metrics !== undefined,
    hasPushed: record(root.canary).pushed !== undefined,
    jump: readJump(fleet, user),
    /** Every host and stage is well-formed, so that what they do together can be judged. */
    isWhole:
      hosts.length === rawHosts.length && stages.length === rawStages.length && (hosts.length > 0 || hasInventory),
    /** Its hosts are known once its program has run. */
    hasInventory,
  };
}

function findTwice(named: { name: string; path: PropertyKey[] }[], noun: string): DocumentProblem[] {
  const seen = new Set<string>();
  return named.flatMap(({ name, path }) => {
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ path, at: "value", message: `is the second ${noun} called "${name}"; give each its own name` }];
  });
}

function findSharedAddresses(hosts: Part<ReadHost>[]): DocumentProblem[] {
  const owners = new Map<string, string>();
  return hosts.flatMap(({ path, value }) => {
    const place = `${value.address}:${value.port}`;
    const owner = owners.get(place);
    if (owner === undefined) owners.set(place, value.name);
    if (owner === undefined || owner === value.name) return [];
    return [{ path, at: "value", message: `is the same machine as "${owner}" (${place}); keep one of them` }];
  });
}

function checkUsers({ hosts }: Parts): DocumentProblem[] {
  const first = hosts.find((host) => host.value.user === null);
  if (!first) return [];
  return [
    { path: first.path, at: "value", message: "has no user to log in as; set `fleet.user`, or `user` on the host" },
  ];
}

/** Null when there is none, or it is not well-formed. */
function readJump(fleet: Record<string, unknown>, user: string | null) {
  const jump = fleet.jump === undefined ? null : jumpHostSchema.safeParse(fleet.jump).data;
  return jump ? { ...jump, user: jump.user ?? user } : null;
}

function checkJump({ jump }: Parts): DocumentProblem[] {
  if (jump === null || jump.user !== null) return [];
  const message = "has no user to log in as; set `user` on it, or `fleet.user`";
  return [{ path: ["fleet", "jump"], at: "value", message }];
}

function checkCoverage({ hosts, stages, isWhole, hasInventory }: Parts): DocumentProblem[] {
  if (!isWhole || hasInventory) return [];
  const dealt = assignStages(
    hosts.map((host) => host.value),
    stages.map((stage) => stage.value),
    1,
  );
  const problems: DocumentProblem[] = dealt.stages.flatMap((taken, index) => {
    const stage = stages[index];
    if (taken.length > 0 || !stage) return [];
    const why = dealt.stages.slice(0, index).flat().length === hosts.length ? "; earlier stages take every host" : "";
    return [
      {
        path: [...stage.path, "hosts"],
        at: "value",
        message: `match no host${why}; change them or remove stage "${stage.value.name}"`,
      },
    ];
  });
  if (dealt.unassigned.length === 0) return problems;
  const names = listNames(dealt.unassigned.map((host) => host.name));
  const message = `take no notice of ${names}; add a last stage with \`hosts: rest\``;
  return [...problems, { path: ["stages"], at: "key", message }];
}

function checkAnalysis({ stages, hasAccessLog, hasMetrics, hasPushed, isWhole }: Parts): DocumentProblem[] {
  const watched = stages.filter((stage) => stage.value.bake?.analysis);
  const backwards = watched.filter(
    ({ value }) => value.bake && value.bake.extendTo < value.bake.warmup + value.bake.for,
  );
  const problems: DocumentProblem[] = backwards.map((stage) => ({
    path: [...stage.path, "bake"],
    at: "value",
    message: "must not have an `extendTo` shorter than its `warmup` and `for` together",
  }));
  const first = watched[0];
  if (hasAccessLog && hasMetrics) {
    const message = "cannot be used beside `accessLog`; keep one of them, and `accessLog` tells more";
    problems.push({ path: ["canary", "metrics"], at: "key", message });
  }
  if (hasPushed && (hasAccessLog || hasMetrics)) {
    const message = `cannot be used beside \`${hasAccessLog ? "accessLog" : "metrics"}\`; keep one of them`;
    problems.push({ path: ["canary", "pushed"], at: "key", message });
  }
  if (first && !hasAccessLog && !hasMetrics && !hasPushed && isWhole) {
    const message = `need \`canary.accessLog\`, because stage "${first.value.name}" is watched; name the log, or set \`analysis: false\` in the stage's \`bake\` to only wait`;
    problems.push({ path: ["stages"], at: "key", message });
  }
  if (!first && hasAccessLog && isWhole) {
    const message =
      "is never used, because no stage is watched; give the first stage a `bake`, so that its numbers are";
    problems.push({ path: ["canary", "accessLog"], at: "key", message });
  }
  return problems;
}

/** Two rollouts that follow each other need the same hosts in the same stages. */
function checkPipelining({ stages, pipelining }: Parts): DocumentProblem[] {
  if (!pipelining) return [];
  return stages
    .filter((stage) => stage.value.order === "random")
    .map(({ path }) => ({
      path: [...path, "order"],
      at: "value",
      message:
        "must not be random with `pipelining`, because rollouts would meet on the same hosts; write listed or name",
    }));
}

function checkRepository(url: string | null): DocumentProblem[] {
  if (!url || findUrlProblem(url) === null) return [];
  const message =
    "must be an https://, http://, ssh://, file:// or git@host:path address, or a path that starts with `/`, `./` or `~/`";
  return [{ path: ["repository", "url"], at: "value", message }];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
