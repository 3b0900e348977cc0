import { listNames } from "@/lib/domain/list-names";
import { isRepositoryPath } from "@/lib/domain/repository/repository-url";
import { checkProjectFile, readParts } from "./check-project-file";
import { type DocumentProblem, describeSchemaIssues } from "./describe-schema-issue";
import { hostKeysOf } from "./host-keys";
import { type Policy, projectFileSchema } from "./project-file";
import { resolveAliases } from "./resolve-aliases";
import { type Position, readYaml, type YamlSource } from "./yaml-source";

/** What the parser may ask about the world around the file. */
export type ProjectFileSources = {
  /** A path as written, made absolute: relative ones start at the project file, `~/` at the home directory. */
  resolvePath(path: string): string;
  /** The text of the file at an absolute path, or why it cannot be read. */
  readFile(path: string): { ok: true; text: string } | { ok: false; reason: string };
  /** What a person's ssh takes an address for; null = for what is written. */
  resolveAlias(address: string): { address: string; port: number; user: string | null } | null;
  /** "SHA256:…" fingerprints that a known_hosts text has for a host; none = empty. */
  findHostKeys(knownHosts: string, address: string, port: number): string[];
};

/** A host of the project file with every default filled in. */
export type ProjectFileHost = {
  name: string;
  address: string;
  port: number;
  user: string;
  labels: Record<string, string>;
  /** Pinned "SHA256:…" fingerprints, at least one. */
  hostKeys: string[];
};

export type ProjectFileProblem = Position & {
  /** e.g. "fleet.hosts[3].address"; empty for the whole file. */
  path: string;
  /** Says what to do. */
  message: string;
};

export type ParsedProjectFile =
  | { ok: true; policy: Policy; hosts: ProjectFileHost[] }
  | { ok: false; problems: ProjectFileProblem[] };

/** Project files are small; a larger one is a mistake. */
const maxCharacters = 1_000_000;

/**
 * Reads a project file: the policy with scripts resolved to their text and paths made absolute, or every mistake in it
 * at once, in the order of the file.
 */
export function parseProjectFile(text: string, sources: ProjectFileSources): ParsedProjectFile {
  if (text.length > maxCharacters) return refuse("the file is larger than 1 MB; a project file never is");
  const source = readYaml(text);
  const problems = source.errors.map(({ position, message }) => ({ ...position, path: "", message }));
  if (source.value === null) return { ok: false, problems: problems.length > 0 ? problems : emptyFile };
  if (typeof source.value !== "object" || Array.isArray(source.value)) return { ok: false, problems: emptyFile };

  const document = resolveAliases(source.value, sources.resolveAlias);
  const parsed = projectFileSchema.safeParse(document);
  const found = describeSchemaIssues(projectFileSchema, document, parsed.error?.issues ?? []);
  const scripts = readScripts(document, sources);
  const keys = readHostKeys(document, sources);
  found.push(...checkProjectFile(document), ...scripts.problems, ...keys.problems);
  problems.push(...found.map((problem) => placeProblem(source, problem)));
  if (problems.length > 0 || !parsed.success) return { ok: false, problems: inFileOrder(problems) };
  const policy = resolvePolicy(parsed.data, scripts.texts, sources);
  return { ok: true, policy: pinJump(policy, keys.jumpKeys), hosts: keys.hosts };
}

const emptyFile = [
  {
    line: 1,
    column: 1,
    path: "",
    message: "a project file is a list of `key: value` lines; begin with `project: web`",
  },
];

function refuse(message: string): ParsedProjectFile {
  return { ok: false, problems: [{ line: 1, column: 1, path: "", message }] };
}

function readScripts(document: unknown, sources: ProjectFileSources) {
  const texts = new Map<string, string>();
  const problems: DocumentProblem[] = [];
  for (const { path, script } of listScripts(document)) {
    const file = sources.readFile(sources.resolvePath(script));
    if (file.ok && file.text.trim() !== "") texts.set(script, file.text);
    else {
      const reason = file.ok ? "it is empty" : file.reason;
      problems.push({
        path: [...path, "script"],
        at: "value",
        message: `cannot be used: ${reason}; the path starts at the project file`,
      });
    }
  }
  return { texts, problems };
}

/** Where the document names a script, and which. */
function listScripts(document: unknown): { path: PropertyKey[]; script: string }[] {
  const { steps, testScript } = readParts(document);
  const named = steps.flatMap(({ path, value }) =>
    value.script === undefined ? [] : [{ path, script: value.script }],
  );
  return testScript === null ? named : [...named, { path: ["tests"], script: testScript }];
}

function readHostKeys(document: unknown, sources: ProjectFileSources) {
  const problems: DocumentProblem[] = [];
  const knownHosts = readKnownHosts(document, sources, problems);
  const parts = readParts(document).hosts;
  const hosts = parts.map(({ value }) => ({
    ...value,
    user: value.user ?? "",
    hostKeys: hostKeysOf({ ...value, pinned: [value.hostKey] }, knownHosts, sources.findHostKeys),
  }));
  const unpinned = hosts.findIndex((host) => host.hostKeys.length === 0);
  // Without the file every host would be listed as unpinned, which is not the mistake.
  if (unpinned >= 0 && knownHosts !== null) {
    const names = listNames(hosts.filter((host) => host.hostKeys.length === 0).map((host) => host.name));
    const message = `without a pinned host key: ${names}; add \`hostKey: SHA256:…\` or a line in the \`knownHosts\` file (ssh-keyscan prints it; compare it before you trust it)`;
    problems.push({ path: parts[unpinned]?.path ?? [], at: "value", message });
  }
  const jumpKeys = readJumpKeys(document, { knownHosts, sources, problems });
  return { hosts: hosts.map(({ hostKey: _, ...host }) => host), jumpKeys, problems };
}

type KnownHosts = { knownHosts: string | null; sources: ProjectFileSources; problems: DocumentProblem[] };

function readJumpKeys(document: unknown, { knownHosts, sources, problems }: KnownHosts): string[] {
  const { jump } = readParts(document);
  if (jump === null || knownHosts === null) return [];
  const keys = hostKeysOf({ ...jump, pinned: jump.hostKeys }, knownHosts, sources.findHostKeys);
  if (keys.length === 0) {
    const message =
      "without a pinned host key; add `hostKeys: [SHA256:…]` or a line in the `knownHosts` file (ssh-keyscan prints it; compare it before you trust it)";
    problems.push({ path: ["fleet", "jump"], at: "value", message });
  }
  return keys;
}

function pinJump(policy: Policy, hostKeys: string[]): Policy {
  const { jump } = policy.fleet;
  return jump ? { ...policy, fleet: { ...policy.fleet, jump: { ...jump, hostKeys } } } : policy;
}

/** The known_hosts text; empty when the file names none, null when it cannot be read. */
function readKnownHosts(document: unknown, sources: ProjectFileSources, problems: DocumentProblem[]): string | null {
  const path = (document as { fleet?: { knownHosts?: unknown } | null }).fleet?.knownHosts;
  if (path === undefined) return "";
  if (typeof path !== "string") return null;
  const file = sources.readFile(sources.resolvePath(path));
  if (file.ok) return file.text;
  problems.push({ path: ["fleet", "knownHosts"], at: "value", message: `cannot be read: ${file.reason}` });
  return null;
}

function resolvePolicy(policy: Policy, scripts: Map<string, string>, sources: ProjectFileSources): Policy {
  const { repository, fleet, deploy, tests } = policy;
  const isPath = isRepositoryPath(repository.url);
  return {
    ...policy,
    repository: { ...repository, url: isPath ? sources.resolvePath(repository.url) : repository.url },
    fleet: {
      ...fleet,
      privateKey: sources.resolvePath(fleet.privateKey),
      ...(fleet.knownHosts === undefined ? {} : { knownHosts: sources.resolvePath(fleet.knownHosts) }),
      ...(fleet.inventory === undefined ? {} : { inventory: resolveInventory(fleet.inventory, sources) }),
    },
    deploy: {
      ...deploy,
      steps: deploy.steps.map((step) =>
        step.script === undefined ? step : { ...step, script: scripts.get(step.script) ?? "" },
      ),
    },
    tests: tests.script === undefined ? tests : { ...tests, script: scripts.get(tests.script) ?? "" },
  };
}

/** A program that is named by a path lies where the path leads from the project file; any other is looked for. */
function resolveInventory(
  inventory: NonNullable<Policy["fleet"]["inventory"]>,
  sources: ProjectFileSources,
): NonNullable<Policy["fleet"]["inventory"]> {
  const [program = "", ...others] = inventory.run;
  return { ...inventory, run: [program.includes("/") ? sources.resolvePath(program) : program, ...others] };
}

function placeProblem(source: YamlSource, problem: DocumentProblem): ProjectFileProblem {
  const path = problem.path.reduce<string>(
    (written, key) =>
      typeof key === "number" ? `${written}[${key}]` : written === "" ? String(key) : `${written}.${String(key)}`,
    "",
  );
  return { ...source.locate(problem.path), path, message: problem.message };
}

function inFileOrder(problems: ProjectFileProblem[]): ProjectFileProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** One line for a terminal: `sauron.yml:12:5: fleet.user: …`. */
export function formatProblem(file: string, problem: ProjectFileProblem): string {
  const path = problem.path === "" ? "" : `${problem.path}: `;
  return `${file}:${problem.line}:${problem.column}: ${path}${problem.message}`;
}
