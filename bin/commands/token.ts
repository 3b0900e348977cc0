import { parseArgs } from "node:util";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listTokens } from "@/lib/queries/list-tokens";
import { createToken } from "@/lib/services/tokens/create-token";
import { revokeToken } from "@/lib/services/tokens/revoke-token";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { withOwnDatabase } from "../client/with-own-database";
import type { Command } from "../command";

const usage = `
Usage: sauron token create NAME [--project SLUG] [--replace] [--json]
       sauron token list [--project SLUG] [--json]
       sauron token revoke NAME [--project SLUG] [--json]

Tokens with which other programs report test runs (POST /api/v1/test-runs, "Authorization: Bearer srn_…"). A token is
printed once, when it is created; only its SHA-256 is kept.

Options:
  --project SLUG  may be left out when there is exactly one project
  --replace       let a token of that name stop working, and make a new one
  --json          print one JSON object

Environment:
  DATABASE_URL     the database; otherwise that of the Sauron that runs on SAURON_DATA_DIR (.sauron)
  SAURON_ACTOR     who does it (the user of the system)

${clientExitCodes}
`;

const options = {
  project: { type: "string" },
  replace: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

type Asked = { name: string; project: string | null; replace: boolean };

async function run(argv: string[]): Promise<number> {
  return runReporting("token", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [verb = "", name = "", ...more] = positionals;
    const action = actions[verb];
    if (!action) throw new UsageError("say create, list or revoke.");
    if (more.length > 0 || (verb === "list") !== (name === ""))
      throw new UsageError(`give ${verb} the right arguments.`);
    if (name !== "" && !/^[\w.-]{1,60}$/.test(name))
      throw new UsageError("a name has letters, digits, dots and dashes.");
    const answer = await action({ name, project: values.project ?? null, replace: values.replace });
    process.stdout.write(values.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
    return 0;
  });
}

type Answer = { json: object; text: string };

const actions: Record<string, (asked: Asked) => Promise<Answer>> = { create, list, revoke };

function create({ name, project, replace }: Asked): Promise<Answer> {
  return withOwnDatabase(async (ctx) => {
    const { id, slug } = await findRequestedProject(ctx.db.prisma, project);
    const { token } = await createToken(ctx, { projectId: id, name, scope: "test-runs:write", replace });
    return { json: { name, project: slug, token }, text: `${token}\n` };
  });
}

function list({ project }: Asked): Promise<Answer> {
  return withOwnDatabase(async ({ db }) => {
    const tokens = await listTokens(db.prisma, await findRequestedProject(db.prisma, project));
    const lines = tokens.map(({ name, scope, lastUsedAt, revokedAt }) => {
      const use = revokedAt ? `revoked ${revokedAt}` : `last used ${lastUsedAt ?? "never"}`;
      return `${name}  ${scope}  ${use}\n`;
    });
    return { json: { tokens }, text: lines.join("") || "No tokens.\n" };
  });
}

function revoke({ name, project }: Asked): Promise<Answer> {
  return withOwnDatabase(async (ctx) => {
    const { id, slug } = await findRequestedProject(ctx.db.prisma, project);
    await revokeToken(ctx, { projectId: id, name });
    return { json: { name, project: slug, revoked: true }, text: `${name} no longer works.\n` };
  });
}

export const command: Command = { name: "token", summary: "make, list and revoke tokens of the API", usage, run };
