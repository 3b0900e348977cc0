import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nearestWord } from "@/lib/contracts/nearest-word";
import { SauronError } from "@/lib/errors";
import type { Command } from "./command";
import { readVersion } from "./read-version";

const commandsFolder = join(import.meta.dirname, "commands");

const exitCodes = `Exit codes:
  0    done
  1    it failed, or what was asked about is not so; a sentence on standard error says why
  2    wrong usage: unknown command, option or argument
  130  interrupted
Some commands have further ones: see their own help.`;

/** Every file of `bin/commands` is a command; its code is loaded only when it is called. */
function listCommandNames(): string[] {
  return readdirSync(commandsFolder)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => file.slice(0, -3))
    .sort();
}

async function loadCommand(name: string): Promise<Command> {
  const module = (await import(pathToFileURL(join(commandsFolder, `${name}.ts`)).href)) as { command: Command };
  return module.command;
}

async function describeCommands(): Promise<string> {
  const commands = await Promise.all(listCommandNames().map(loadCommand));
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `Usage: sauron <command> [options]\n\n${lines.join("\n")}\n\n"sauron <command> --help" tells more.\n\n${exitCodes}\n`;
}

function refuseUnknown(name: string): number {
  const nearest = nearestWord(name, listCommandNames());
  const hint = nearest ? `Did you mean "${nearest}"?` : '"sauron --help" lists them.';
  process.stderr.write(`sauron: there is no command "${name}". ${hint}\n`);
  return 2;
}

function asksForHelp(argv: string[]): boolean {
  const end = argv.indexOf("--");
  return (end < 0 ? argv : argv.slice(0, end)).some((word) => word === "--help" || word === "-h");
}

/** @returns the exit code */
async function runCli([name, ...argv]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(await describeCommands());
    return name === undefined ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    process.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  if (!listCommandNames().includes(name)) return refuseUnknown(name);
  const command = await loadCommand(name);
  if (asksForHelp(argv)) {
    process.stdout.write(`${command.usage.trim()}\n`);
    return 0;
  }
  return await command.run(argv);
}

function describeError(error: unknown): string {
  if (error instanceof SauronError) return error.message;
  if (process.env.SAURON_LOG_LEVEL === "debug") return String((error as Error)?.stack ?? error);
  return error instanceof Error ? error.message : String(error);
}

function isWrongUsage(error: unknown): boolean {
  if (error instanceof SauronError) return error.code === "bad-request";
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

// A reader that closes the pipe early ("sauron rollouts | head") is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

runCli(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`sauron: ${describeError(error)}\n`);
    process.exitCode = isWrongUsage(error) ? 2 : 1;
  },
);
