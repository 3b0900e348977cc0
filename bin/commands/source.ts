import { parseArgs } from "node:util";
import { parseEnvironment } from "@/lib/config/environment";
import { type EventStreamView, streamPort } from "@/lib/contracts/event-stream";
import { askableKinds, type NewSource, type SourceView, sourceKinds } from "@/lib/contracts/intake-views";
import { buildSourceView } from "@/lib/queries/build-source-view";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { findNamedSource } from "@/lib/queries/find-requested-source";
import { listSources } from "@/lib/queries/list-sources";
import type { ActContext } from "@/lib/services/context";
import { changeSource } from "@/lib/services/sources/change-source";
import { createSource } from "@/lib/services/sources/create-source";
import { dropOldSecret } from "@/lib/services/sources/drop-old-secret";
import { rotateSecret } from "@/lib/services/sources/rotate-secret";
import { readStreamOptions, type StreamValues, streamOptions } from "../client/read-stream-options";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { withOwnDatabase } from "../client/with-own-database";
import type { Command } from "../command";
import { readRunFile } from "../supervisor/run-file";

const usage = `
Usage: sauron source add NAME --kind KIND [--require CONTEXT]... [--project SLUG] [--json]
           [--api-url URL --api-repository NAME [--api-token-env VARIABLE]]
       sauron source list [--project SLUG] [--json]
       sauron source rotate NAME [--project SLUG] [--json]
       sauron source drop-old-secret NAME [--project SLUG] [--json]
       sauron source require NAME [--require CONTEXT]... [--project SLUG] [--json]
       sauron source stream NAME --host HOST [--port PORT] --user USER --key PATH --host-key FINGERPRINT
           [--repository NAME] [--project SLUG] [--json]
       sauron source stream NAME --off [--project SLUG] [--json]
       sauron source enable NAME | disable NAME [--project SLUG] [--json]

Sources are git hosts and CI systems that tell of pushes and test results. Each has an address and a secret of its own;
"add" and "rotate" print them once, with what to paste where. After "rotate" both secrets are good until
"drop-old-secret". A source that is disabled refuses everything. "require" says anew which of its tests are required.
"stream" lets a worker listen to what a Gerrit tells over SSH, with or without its plugin webhooks.

Kinds: ${sourceKinds.join(", ")}

Options:
  --project SLUG            may be left out when there is exactly one project
  --kind KIND               who sends; "generic" is any program that can post a report
  --require CONTEXT         a test that must have passed, beside those in the project file; may be given several times
  --api-url URL             where the sender itself can be asked, e.g. https://api.github.com
                            (${askableKinds.join(", ")})
  --api-repository NAME     its name of the repository or job, e.g. shop/web; Buildkite: the organization;
                            CircleCI: the project, e.g. gh/shop/web; Phorge: its callsign, short name or PHID
  --api-token-env VARIABLE  environment variable that holds the token for it
  --host HOST, --port PORT  Gerrit's SSH server; the port is ${streamPort} unless said otherwise
  --user USER               a user of Gerrit with the global capability Stream Events
  --key PATH                that user's private key, on the workers' machines
  --host-key FINGERPRINT    SHA256:… of the server's key; one that shows another is refused
  --repository NAME         Gerrit's name of the repository, where its address does not tell
  --off                     listen no longer
  --json                    print one JSON object

Environment:
  DATABASE_URL     the database; otherwise that of the Sauron that runs on SAURON_DATA_DIR (.sauron)
  SAURON_URL       address of Sauron as senders reach it, for what is printed
  SAURON_ACTOR     who does it (the user of the system)

Example: sauron source add github --kind github

${clientExitCodes}
`;

const options = {
  project: { type: "string" },
  kind: { type: "string" },
  require: { type: "string", multiple: true },
  "api-url": { type: "string" },
  "api-repository": { type: "string" },
  "api-token-env": { type: "string" },
  ...streamOptions,
  json: { type: "boolean", default: false },
} as const;

type Values = StreamValues & {
  project?: string;
  kind?: string;
  require?: string[];
  "api-url"?: string;
  "api-repository"?: string;
  "api-token-env"?: string;
};
type Asked = { name: string; project: Awaited<ReturnType<typeof findRequestedProject>>; values: Values };
type Answer = { json: object; text: string };
type Action = (ctx: ActContext, asked: Asked) => Promise<Answer>;

async function run(argv: string[]): Promise<number> {
  return runReporting("source", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [verb = "", name = "", ...more] = positionals;
    const action = actions[verb];
    if (!action) throw new UsageError(`say ${Object.keys(actions).join(", ")}.`);
    if (more.length > 0 || (verb === "list") !== (name === ""))
      throw new UsageError(`give ${verb} the right arguments.`);
    if (name !== "" && !/^[\w.-]{1,60}$/.test(name))
      throw new UsageError("a name has letters, digits, dots and dashes.");
    const answer = await withOwnDatabase(async (ctx) => {
      const project = await findRequestedProject(ctx.db.prisma, values.project ?? null);
      return action(ctx, { name, project, values });
    });
    process.stdout.write(values.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
    return 0;
  });
}

const actions: Record<string, Action> = {
  add,
  list,
  rotate,
  "drop-old-secret": dropSecret,
  require: requireContexts,
  stream: listenTo,
  enable: (ctx, asked) => switchSource(ctx, asked, true),
  disable: (ctx, asked) => switchSource(ctx, asked, false),
};

async function add(ctx: ActContext, { name, project, values }: Asked): Promise<Answer> {
  const kind = sourceKinds.find((each) => each === values.kind);
  if (!kind) throw new UsageError(`--kind is one of ${sourceKinds.join(", ")}.`);
  const wanted = { project, name, kind, api: readApi(values), requiredContexts: readRequired(values) };
  const created = await createSource(ctx, { ...wanted, baseUrl: findBaseUrl() });
  return { json: created, text: describeSetup(created) };
}

function readRequired({ require: contexts = [] }: Values): string[] {
  if (contexts.some((context) => context.trim() === "")) throw new UsageError("--require names a test.");
  return contexts;
}

function readApi(values: Values) {
  const { "api-url": url, "api-repository": repository, "api-token-env": variable } = values;
  if (url === undefined && repository === undefined && variable === undefined) return null;
  if (!url || !repository) throw new UsageError("give --api-url and --api-repository together.");
  if (!URL.canParse(url) || !["http:", "https:"].includes(new URL(url).protocol))
    throw new UsageError("write --api-url as https://api.github.com.");
  if (variable === undefined) return { url, repository, token: null };
  const token = process.env[variable];
  if (!token) throw new UsageError(`the environment variable ${variable} is not set.`);
  return { url, repository, token };
}

async function list(ctx: ActContext, { project }: Asked): Promise<Answer> {
  const { sources } = await listSources(ctx.db.prisma, project);
  return { json: { sources }, text: sources.map(describeSource).join("") || "No sources.\n" };
}

function describeSource({ name, kind, path, enabled, lastDeliveryAt, refused, secrets, stream }: SourceView): string {
  const state = enabled ? `last delivery ${lastDeliveryAt ?? "never"}` : "disabled";
  const refusals = refused.count === 0 ? "" : `, ${refused.count} refused: ${refused.lastReason}`;
  const old = secrets.length > 1 ? ", two secrets are good" : "";
  const heard = stream && enabled ? `, ${describeStream(stream)}` : "";
  return `${name}  ${kind}  ${path}  ${state}${refusals}${old}${heard}\n`;
}

function describeStream({ state, connectedSince, failure, nextTryAt }: EventStreamView): string {
  switch (state) {
    case "connected":
      return `stream connected since ${connectedSince}`;
    case "failed":
      return `stream not connected, tried again at ${nextTryAt}: ${failure}`;
    case "lost":
      return "stream not known: the worker that held it is silent";
    case "connecting":
      return "stream being connected";
    case "waiting":
      return "stream waits for a worker";
  }
}

async function rotate(ctx: ActContext, { name, project }: Asked): Promise<Answer> {
  const { key } = await findNamedSource(ctx.db.prisma, project, name);
  const rotated = await rotateSecret(ctx, { key, project: project.slug, baseUrl: findBaseUrl(), reason: null });
  const both = `Both secrets are good until "sauron source drop-old-secret ${name}".\n`;
  return { json: rotated, text: `${describeSetup(rotated)}\n${both}` };
}

async function dropSecret(ctx: ActContext, { name, project }: Asked): Promise<Answer> {
  const { key } = await findNamedSource(ctx.db.prisma, project, name);
  await dropOldSecret(ctx, { key, reason: null });
  return { json: await viewSource(ctx, { name, project }), text: `${name} takes only its newest secret.\n` };
}

async function requireContexts(ctx: ActContext, { name, project, values }: Asked): Promise<Answer> {
  const { key } = await findNamedSource(ctx.db.prisma, project, name);
  const requiredContexts = readRequired(values);
  await changeSource(ctx, key, { requiredContexts });
  const told = requiredContexts.length === 0 ? "nothing" : requiredContexts.join(", ");
  return { json: await viewSource(ctx, { name, project }), text: `Of ${name}, ${told} must have passed.\n` };
}

async function listenTo(ctx: ActContext, { name, project, values }: Asked): Promise<Answer> {
  const { key } = await findNamedSource(ctx.db.prisma, project, name);
  const stream = readStreamOptions(values);
  await changeSource(ctx, key, { stream });
  const view = await viewSource(ctx, { name, project });
  const told = stream
    ? `A worker listens to ${stream.host}:${stream.port} for ${view.stream?.repository}; "sauron source list" tells how it stands.`
    : `Nobody listens to a stream of ${name}.`;
  return { json: view, text: `${told}\n` };
}

async function switchSource(ctx: ActContext, { name, project }: Asked, enabled: boolean): Promise<Answer> {
  const { key } = await findNamedSource(ctx.db.prisma, project, name);
  await changeSource(ctx, key, { enabled });
  const text = enabled ? `${name} takes deliveries.\n` : `${name} refuses everything.\n`;
  return { json: await viewSource(ctx, { name, project }), text };
}

async function viewSource(ctx: ActContext, { name, project }: Pick<Asked, "name" | "project">): Promise<SourceView> {
  return buildSourceView(await findNamedSource(ctx.db.prisma, project, name), project.slug);
}

function describeSetup({ source, secret, setup }: NewSource): string {
  const pieces = setup.map(({ where, text }) => `\n${where}\n${indent(text)}\n`);
  const told = `Secret   ${secret}\nIt is not shown again.`;
  return `Address  ${new URL(source.path, findBaseUrl()).href}\n${told}\n${pieces.join("")}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}

/** Address that senders reach Sauron at: the one it is told, that of the one which runs, or where one would listen. */
function findBaseUrl(): string {
  const { url, dataDir, host, port } = parseEnvironment(process.env, process.cwd());
  return url ?? readRunFile(dataDir)?.url ?? `http://${host}:${port}`;
}

export const command: Command = {
  name: "source",
  summary: "add, list and change senders of pushes and test results",
  usage,
  run,
};
