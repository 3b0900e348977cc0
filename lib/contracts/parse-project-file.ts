import { isRepositoryPath } from "@/lib/domain/repository/repository-url";
import { checkProjectFile, nameSome, type ReadHost, readParts } from "./check-project-file";
import { type DocumentProblem, describeSchemaIssues } from "./describe-schema-issue";
import { type Policy, projectFileSchema } from "./project-file";
import { type Position, readYaml, type YamlSource } from "./yaml-source";

/** What the parser may ask about the world around the file. */
export type ProjectFileSources = {
  /** A path as written, made absolute: relative ones start at the project file, `~/` at the home directory. */
  resolvePath(path: string): string;
  /** The text of the file at an absolute path, or why it cannot be read. */
  readFile(path: string): { ok: true; text: string } | { ok: false; reason: string };
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

  const parsed = projectFileSchema.safeParse(source.value);
  const found = describeSchemaIssues(projectFileSchema, source.value, parsed.error?.issues ?? []);
  const scripts = readScripts(source.value, sources);
  const keys = readHostKeys(source.value, sources);
  found.push(...checkProjectFile(source.value), ...scripts.problems, ...keys.problems);
  problems.push(...found.map((problem) => placeProblem(source, problem)));
  if (problems.length > 0 || !parsed.success) return { ok: false, problems: inFileOrder(problems) };
  return { ok: true, policy: resolvePolicy(parsed.data, scripts.texts, sources), hosts: keys.hosts };
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
    hostKeys: hostKeysOf(value, knownHosts, sources),
  }));
  const unpinned = hosts.findIndex((host) => host.hostKeys.length === 0);
  // Without the file every host would be listed as unpinned, which is not the mistake.
  if (unpinned >= 0 && knownHosts !== null) {
    const names = nameSome(hosts.filter((host) => host.hostKeys.length === 0).map((host) => host.name));
    const message = `without a pinned host key: ${names}; add \`hostKey: SHA256:…\` or a line in the \`knownHosts\` file (ssh-keyscan prints it; compare it before you trust it)`;
    problems.push({ path: parts[unpinned]?.path ?? [], at: "value", message });
  }
  return { hosts: hosts.map(({ hostKey: _, ...host }) => host), problems };
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

function hostKeysOf(host: ReadHost, knownHosts: string | null, sources: ProjectFileSources): string[] {
  const known = knownHosts ? sources.findHostKeys(knownHosts, host.address, host.port) : [];
  return [...new Set([...(host.hostKey === null ? [] : [host.hostKey]), ...known])];
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
