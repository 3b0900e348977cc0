import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import { z } from "zod";
import { projectFileSchema } from "@/lib/contracts/project-file";
import { describeValue, type JsonSchema, writeRow } from "./describe-json-schema";

const introduction = `# The project file

What Sauron has to know of a service stands in one file, \`sauron.yml\`. \`npm run references\` writes this page from the
schema the file is read with.

## Where it lies, and how it is read

Keep it where you keep what the service runs on; the repository of the service is a good place. Sauron does not look for it
there: \`sauron apply sauron.yml\` reads it and puts it in force as a new revision of the project. All mistakes are told at
once, each with its line, and nothing is put in force then. \`sauron check sauron.yml\` also calls the repository and every
host. "Add a project" in the console writes such a file for you, and Settings shows the one in force.

- Paths start at the file; \`~/\` is the home directory. Scripts, \`knownHosts\` and aliases of \`~/.ssh/config\` are read where
  and when the file is applied. On every worker's machine have to be \`privateKey\`, a repository that is a path, and with an
  \`inventory\` its program and \`knownHosts\`.
- Durations are written \`500ms\`, \`30s\`, \`5m\` or \`2h\`; a number alone is seconds. Shares are written \`1%\` or \`0.5%\`; a
  number alone is percent.
- A key that is not named here is refused. One that is left out has its default; where there is none, its meaning says what
  follows.

## To change something

Change the file, or what it names, and apply it again; nothing has to be restarted. The same file again changes nothing.

- The new revision counts for rollouts that are planned from then on. Every rollout keeps the rules it was planned with.
- Hosts that are no longer listed are not deployed to any more.
- A mode of the automation that was set on the page stays, unless the line \`automation\` has changed.
- \`sauron rollouts plan\` shows which hosts each stage would take. Other limits of the canary can be tried on past ones first:
  \`sauron rehearse\`.

An editor that knows JSON Schema completes and checks keys, and shows their meaning, with this as the first line of the file:

\`\`\`yaml
# yaml-language-server: $schema=/path/to/sauron/docs/project-file.schema.json
\`\`\`

Only \`sauron apply\` and \`sauron check\` see mistakes that lie between keys, such as stages that leave hosts out.
`;

/** A key of the project file. `path`: as mistakes name it, with `[]` for each entry of a list. */
export type ProjectFileKey = { path: string; schema: JsonSchema; isRequired: boolean };

/** The page about the project file, as Markdown. */
export function renderProjectFileReference(): string {
  return [introduction, renderExample(), ...keysOf(readSchema()).map(renderTopKey)].join("\n");
}

/** The schema by which editors complete and check a project file. */
export function renderProjectFileSchema(): string {
  return `${JSON.stringify({ title: "Project file of Sauron", ...readSchema() }, null, 2)}\n`;
}

/** All of them, those inside another after it. */
export function listProjectFileKeys(keys = keysOf(readSchema())): ProjectFileKey[] {
  return keys.flatMap((key) => [key, ...listProjectFileKeys(keysInside(key))]);
}

function readSchema(): JsonSchema {
  return z.toJSONSchema(projectFileSchema, {
    io: "input",
    // The newest that editors know.
    target: "draft-7",
    unrepresentable: "any",
    // Of a value that is read into another, such as a share, only the default it was given in words is kept.
    override: ({ zodSchema, jsonSchema }) => {
      const { default: usual } = z.globalRegistry.get(zodSchema) ?? {};
      if (usual !== undefined) jsonSchema.default = usual as typeof jsonSchema.default;
    },
  }) as JsonSchema;
}

function renderExample(): string {
  const example = readFileSync(new URL("../docs/sauron.example.yml", import.meta.url), "utf8");
  return `## Everything at once\n\nThis is [sauron.example.yml](sauron.example.yml).\n\n\`\`\`yaml\n${example}\`\`\`\n`;
}

function renderTopKey(key: ProjectFileKey): string {
  const inside = keysInside(key);
  if (inside.length === 0) return `## \`${key.path}\`\n\n${renderTable([key])}`;
  const about = `${describeMeaning(key)} ${describeLack(key)}`.trim();
  return [`## \`${key.path}\`\n\n${about}\n`, ...renderTables(inside)].join("\n");
}

/** These keys, then a part for each of them that has keys of its own. */
function renderTables(keys: ProjectFileKey[]): string[] {
  const parts = keys
    .map((key) => ({ key, inside: keysInside(key) }))
    .filter(({ inside }) => inside.length > 0)
    .flatMap(({ key, inside }) => [`### \`${key.path}\`\n`, ...renderTables(inside)]);
  return [renderTable(keys), ...parts];
}

function renderTable(keys: ProjectFileKey[]): string {
  const rows = keys.map((key) => {
    const value = describeValue(key.schema, () => `[block](#${anchorOf(key)})`);
    return writeRow([`\`${key.path}\``, value, describeDefault(key), describeMeaning(key)]);
  });
  return `| key | value | default | meaning |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** As GitHub names headings. */
function anchorOf({ path }: ProjectFileKey): string {
  return path.toLowerCase().replace(/[^\w-]/g, "");
}

/** Pages beside this one are linked. */
function describeMeaning({ schema }: ProjectFileKey): string {
  return (schema.description ?? "").replace(/`docs\/([\w.-]+)`/g, "[$1]($1)");
}

function describeLack(key: ProjectFileKey): string {
  if (key.isRequired) return "Required.";
  if (hasDefaultsInside(key)) return "Left out, every key has its default.";
  return key.schema.default === undefined ? "" : `Left out, it is ${describeDefault(key)}.`;
}

function describeDefault(key: ProjectFileKey): string {
  const { default: usual } = key.schema;
  if (key.isRequired) return "required";
  if (usual === undefined) return "";
  if (hasDefaultsInside(key)) return "its defaults";
  return `\`${stringify(usual, { collectionStyle: "flow", lineWidth: 0 }).trim()}\``;
}

/** Left out, it is as if an empty block was written. */
function hasDefaultsInside(key: ProjectFileKey): boolean {
  return keysInside(key).length > 0 && JSON.stringify(key.schema.default) === "{}";
}

function keysInside({ path, schema }: ProjectFileKey): ProjectFileKey[] {
  return keysOf(schema, schema.items ? `${path}[].` : `${path}.`);
}

function keysOf(schema: JsonSchema, prefix = ""): ProjectFileKey[] {
  const { properties = {}, required = [] } = findBlock(schema) ?? {};
  return Object.entries(properties).map(([name, inner]) => ({
    path: `${prefix}${name}`,
    schema: inner,
    isRequired: required.includes(name),
  }));
}

/** The block that may be written for a value, or for each entry of it. */
function findBlock(schema: JsonSchema): JsonSchema | undefined {
  if (schema.properties) return schema;
  const parts = schema.items ? [schema.items] : (schema.anyOf ?? []);
  return parts.map(findBlock).find((block) => block !== undefined);
}
