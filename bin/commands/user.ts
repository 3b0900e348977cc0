import { parseArgs } from "node:util";
import { emailField, newPassword, personName } from "@/lib/contracts/api-sign-in";
import { type Role, roles } from "@/lib/domain/access/roles";
import { findProjectId } from "@/lib/queries/find-requested-project";
import { listPeople } from "@/lib/queries/list-people";
import { createPerson } from "@/lib/services/people/create-person";
import { endSessions } from "@/lib/services/people/end-sessions";
import { removePerson } from "@/lib/services/people/remove-person";
import { resetPassword } from "@/lib/services/people/reset-password";
import { setRole } from "@/lib/services/people/set-role";
import { readSecretLine } from "../client/read-secret-line";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { withOwnDatabase } from "../client/with-own-database";
import type { Command } from "../command";

const usage = `
Usage: sauron user add EMAIL --role ROLE [--name NAME] [--project SLUG] [--json]
       sauron user list [--json]
       sauron user role EMAIL ROLE|none [--project SLUG] [--json]
       sauron user remove EMAIL [--json]
       sauron user reset-password EMAIL [--json]
       sauron user sign-out EMAIL [--json]

People who sign in, and what they may do: a viewer reads what happens and may abort, an operator also deploys and steers, an
admin also changes settings and people. It needs no sign-in itself: whoever can read Sauron's data directory or knows its
database can always get in this way.

"add" and "reset-password" read the password from standard input (it is not shown while it is typed), 12 characters at
least. "reset-password" and "sign-out" end all sessions of the person; live pages notice within seconds.

Options:
  --role ROLE     viewer, operator or admin
  --name NAME     as the record names the person (the part of the e-mail before the @)
  --project SLUG  the role is for this project alone; left out: for all of them
  --json          print one JSON object

Environment:
  DATABASE_URL     the database; otherwise that of the Sauron that runs on SAURON_DATA_DIR (.sauron)
  SAURON_ACTOR     who does it (the user of the system)

${clientExitCodes}
`;

const options = {
  role: { type: "string" },
  name: { type: "string" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

type Asked = { email: string; role: string | undefined; name: string | undefined; project: string | undefined };
type Answer = { json: object; text: string };

async function run(argv: string[]): Promise<number> {
  return runReporting("user", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [verb = "", ...rest] = positionals;
    const action = actions[verb];
    if (!action) throw new UsageError(`say ${Object.keys(actions).join(", ")}.`);
    if (rest.length !== action.words) throw new UsageError(`give ${verb} the right arguments.`);
    const [email = "", role] = rest;
    const answer = await action.run({
      email: action.words > 0 ? parse(emailField, email) : "",
      role: role ?? values.role,
      name: values.name,
      project: values.project,
    });
    process.stdout.write(values.json ? `${JSON.stringify(answer.json)}\n` : answer.text);
    return 0;
  });
}

const actions: Record<string, { words: number; run(asked: Asked): Promise<Answer> }> = {
  add: { words: 1, run: add },
  list: { words: 0, run: list },
  role: { words: 2, run: changeRole },
  remove: { words: 1, run: remove },
  "reset-password": { words: 1, run: changePassword },
  "sign-out": { words: 1, run: signOut },
};

async function add({ email, role: word, name: given, project }: Asked): Promise<Answer> {
  const role = parseRole(word);
  const name = parse(personName, given ?? email.split("@")[0] ?? email);
  const password = await readPassword();
  return withOwnDatabase(async (ctx) => {
    const projectId = await findProjectId(ctx.db.prisma, project ?? null);
    await createPerson(ctx, { email, name, password, role, projectId });
    return { json: { email, name, role, project: project ?? null }, text: `${name} can sign in as ${email}.\n` };
  });
}

function list(): Promise<Answer> {
  return withOwnDatabase(async ({ db }) => {
    const people = await listPeople(db.prisma);
    const lines = people.map(({ email, name, grants, hasPassword }) => {
      const held = grants.map(({ role, project }) => `${role} of ${project ?? "all projects"}`);
      return `${email}  ${name}  ${held.join(", ") || "no role"}${hasPassword ? "" : "  without a password"}\n`;
    });
    return { json: { people }, text: lines.join("") || "Nobody yet.\n" };
  });
}

function changeRole({ email, role: word, project }: Asked): Promise<Answer> {
  const role = word === "none" ? null : parseRole(word);
  return withOwnDatabase(async (ctx) => {
    await setRole(ctx, { email, projectId: await findProjectId(ctx.db.prisma, project ?? null), role });
    const where = project === undefined ? "all projects" : project;
    const text = role ? `${email} is ${role} of ${where}.\n` : `${email} has no role of its own in ${where}.\n`;
    return { json: { email, role, project: project ?? null }, text };
  });
}

function remove({ email }: Asked): Promise<Answer> {
  return withOwnDatabase(async (ctx) => {
    await removePerson(ctx, { email, reason: null });
    return { json: { email, removed: true }, text: `${email} can no longer sign in.\n` };
  });
}

async function changePassword({ email }: Asked): Promise<Answer> {
  const password = await readPassword();
  return withOwnDatabase(async (ctx) => {
    await resetPassword(ctx, { email, password });
    return { json: { email, reset: true }, text: `${email} has a new password, and is signed out everywhere.\n` };
  });
}

function signOut({ email }: Asked): Promise<Answer> {
  return withOwnDatabase(async (ctx) => {
    const ended = await endSessions(ctx, email);
    return { json: { email, ended }, text: `${email} is signed out everywhere (${ended} sessions).\n` };
  });
}

function parseRole(word: string | undefined): Role {
  const role = roles.find((each) => each === word);
  if (!role) throw new UsageError(`say which role: ${roles.join(", ")}.`);
  return role;
}

async function readPassword(): Promise<string> {
  return parse(newPassword, (await readSecretLine("New password: ")) ?? "");
}

type Schema = typeof emailField | typeof personName | typeof newPassword;

function parse(schema: Schema, text: string): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${parsed.error.issues[0]?.message ?? "that cannot be used"}.`);
}

export const command: Command = {
  name: "user",
  summary: "add, list and remove people, and give them roles",
  usage,
  run,
};
