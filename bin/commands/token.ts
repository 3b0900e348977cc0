import { parseArgs } from "node:util";
import { isTokenScope, longestTokenDays, type TokenScope, tokenScopes } from "@/lib/domain/access/permissions";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listTokens } from "@/lib/queries/list-tokens";
import { createToken } from "@/lib/services/tokens/create-token";
import { revokeToken } from "@/lib/services/tokens/revoke-token";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { withOwnDatabase } from "../client/with-own-database";
import type { Command } from "../command";

const usage = `
Usage: sauron token create NAME [--scope SCOPE]… [--days N] [--project SLUG] [--replace] [--json]
       sauron token list [--project SLUG] [--json]
       sauron token revoke NAME [--project SLUG] [--json]

Tokens with which other programs use the API ("Authorization: Bearer srn_…"), each for one project. A token is printed
once, when it is created; only its SHA-256 is kept.

Options:
  --scope SCOPE   what it may do; may be given several times (report:write)
                    report:write  report test runs (POST /api/v1/test-runs)
                    commit:write  have the repository looked at, after a push
                    read          read everything about the project
                    deploy        read, start, stop and steer rollouts
  --days N        how long it works, 1 to 365 (365)
  --project SLUG  may be left out when there is exactly one project
  --replace       let a token of that name stop working, and make a new one
  --json          print one JSON object

Environment:
  DATABASE_URL     the database; otherwise that of the Sauron that runs on SAURON_DATA_DIR (.sauron)
  SAURON_ACTOR     who does it (the user of the system)

${clientExitCodes}
`;

const options = {
  scope: { type: "string", multiple: true, default: ["report:write"] as string[] },
  days: { type: "string", default: `${longestTokenDays}` },
  project: { type: "string" },
  replace: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

type Asked = { name: string; scopes: TokenScope[]; days: number; project: string | null; replace: boolean };

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
    const answer = await action({
      name,
      scopes: parseScopes(values.scope),
      days: Number(values.days),
      project: values.project ?? null,
      replace: values.replace,
    });
    process.stdout.write(values.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
    return 0;
  });
}

function parseScopes(words: string[]): TokenScope[] {
  const unknown = words.find((word) => !isTokenScope(word));
  if (unknown !== undefined) throw new UsageError(`there is no scope "${unknown}"; take ${tokenScopes.join(", ")}.`);
  return words.filter(isTokenScope);
}

type Answer = { json: object; text: string };

const actions: Record<string, (asked: Asked) => Promise<Answer>> = { create, list, revoke };

function create({ project, ...wish }: Asked): Promise<Answer> {
  return withOwnDatabase(async (ctx) => {
    const { id, slug } = await findRequestedProject(ctx.db.prisma, project);
    const { token, expiresAt } = await createToken(ctx, { projectId: id, ...wish });
    const { name, scopes } = wish;
    return { json: { name, project: slug, scopes, expiresAt: expiresAt.toISOString(), token }, text: `${token}\n` };
  });
}

function list({ project }: Asked): Promise<Answer> {
  return withOwnDatabase(async ({ db }) => {
    const tokens = await listTokens(db.prisma, await findRequestedProject(db.prisma, project));
    const lines = tokens.map(({ name, scopes, expiresAt, lastUsedAt, revokedAt }) => {
      const end = revokedAt ? `revoked ${revokedAt}` : `until ${expiresAt}`;
      return `${name}  ${scopes.join(" ")}  ${end}  last used ${lastUsedAt ?? "never"}\n`;
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
