import { parseArgs } from "node:util";
import type { z } from "zod";
import type { callerSchema } from "@/lib/contracts/api-access";
import { SauronError } from "@/lib/errors";
import { createApiClient } from "../client/api-client";
import { credentialsFile, readCredentials, writeCredentials } from "../client/credentials";
import { readSecretLine } from "../client/read-secret-line";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron login URL [--forget] [--json]

Keeps a token for a Sauron elsewhere, so that the other commands can talk to it. Reads the token from standard input
(it is not shown while it is typed), asks that Sauron what the token is for, and keeps it, for you alone, in
~/.config/sauron/credentials.json. "sauron token create" makes a token there.

Options:
  --forget   drop the token that is kept
  --json     print one JSON object

${clientExitCodes}
`;

const options = {
  forget: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("login", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [address, ...more] = positionals;
    if (!address || more.length > 0) throw new UsageError("name one address, e.g. https://sauron.example.org.");
    const origin = parseAddress(address);
    const answer = values.forget ? forget(origin) : await keep(origin);
    process.stdout.write(values.json ? `${JSON.stringify(answer.json)}\n` : `${answer.text}\n`);
    return 0;
  });
}

type Answer = { json: object; text: string };

async function keep(origin: string): Promise<Answer> {
  const token = await readToken();
  const caller = await createApiClient(origin, { token }).get<z.infer<typeof callerSchema>>("/caller");
  if (!caller.token) throw new SauronError("unavailable", `${origin} did not take the token for one.`);
  writeCredentials({ ...readCredentials(), [origin]: token });
  const { project, scopes, expiresAt } = caller.token;
  return {
    json: { url: origin, name: caller.name, project, scopes, expiresAt },
    text: `Logged in to ${origin} as ${caller.name}: ${scopes.join(", ")} of project ${project}, until ${expiresAt}.`,
  };
}

function forget(origin: string): Answer {
  const { [origin]: token, ...others } = readCredentials();
  if (token === undefined)
    throw new SauronError("not-found", `No token for ${origin} is kept in ${credentialsFile()}.`);
  writeCredentials(others);
  return {
    json: { url: origin, forgotten: true },
    text: `The token for ${origin} is dropped; it works until it is revoked there.`,
  };
}

function parseAddress(text: string): string {
  if (!URL.canParse(text)) throw new UsageError(`"${text}" is no address; write it as https://sauron.example.org.`);
  const { protocol, hostname, origin } = new URL(text);
  if (protocol === "https:" || (protocol === "http:" && loopback.test(hostname))) return origin;
  throw new UsageError("the token would travel readable; use https, or an address of this machine.");
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

async function readToken(): Promise<string> {
  const line = (await readSecretLine("Token: "))?.trim();
  if (line === undefined) throw new UsageError("give the token on standard input.");
  if (!/^srn_/.test(line)) throw new UsageError("that is no token; it begins with srn_.");
  return line;
}

export const command: Command = { name: "login", summary: "keep a token for a Sauron elsewhere", usage, run };
