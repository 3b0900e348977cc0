import { parseHostLines, placeOf } from "./parse-host-lines";
import type { ProjectDraft } from "./project-draft";
import { quoteWord } from "./quote-word";
import { splitWords } from "./split-words";
import { writeHostLine } from "./write-host-line";

/** The project file a draft becomes: what `sauron apply` would take, complete in itself. */
export function writeProjectFile(draft: ProjectDraft): string {
  const { hosts } = parseHostLines(draft.hostLines);
  const lines = [
    `project: ${quoteWord(draft.project.trim())}`,
    "",
    "repository:",
    `  url: ${quoteWord(draft.url.trim())}`,
    `  trunk: ${quoteWord(draft.trunk.trim())}`,
    "",
    "fleet:",
    `  privateKey: ${quoteWord(draft.privateKey.trim())}`,
    hosts.length === 0 ? "  hosts: []" : "  hosts:",
    ...hosts.map((host) => writeHostLine(host, draft.pins[placeOf(host)], 22)),
    "",
    "deploy:",
    ...writeSteps(draft),
    "",
    ...writeStages(hosts.length, draft),
    ...listCommands(draft.testCommand).flatMap((words) => ["tests:", `  run: ${argv(words)}`, ""]),
    "automation: suggest # a person starts rollouts, until you trust it more",
  ];
  return `${lines.join("\n")}\n`;
}

function writeSteps({ deploy, script, commands, health }: ProjectDraft): string[] {
  const steps =
    deploy === "script"
      ? script.trim() === ""
        ? []
        : ["    - name: deploy", "      run:", "        - sh", "        - -c", ...writeBlock(script, "        - ")]
      : listCommands(commands).flatMap((words, index) => [
          `    - name: step-${index + 1}`,
          `      run: ${argv(words)}`,
        ]);
  const checks = listCommands(health).flatMap((words, index) => [
    `    - name: health${index === 0 ? "" : `-${index + 1}`}`,
    `      run: ${argv(words)}`,
    "      retries: 3",
  ]);
  const all = [...steps, ...checks];
  return all.length === 0 ? ["  steps: []"] : ["  steps:", ...all];
}

/** A line a command; one whose quotes are left open stays one word, which the person then sees. */
function listCommands(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => splitWords(line) ?? [line]);
}

function argv(words: string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}

/** Lines as they are where YAML can hold them so, else one quoted line. */
function writeBlock(text: string, lead: string): string[] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\s+$/, "").split("\n");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/^\s/.test(lines[0] ?? "") || /[\x00-\x08\x0b-\x1f\x7f]/.test(text))
    return [lead + JSON.stringify(lines.join("\n"))];
  const indent = " ".repeat(lead.length);
  return [`${lead}|`, ...lines.map((line) => (line === "" ? "" : indent + line))];
}

/** With a log the canary is watched; one host alone has no canary before it. */
function writeStages(hosts: number, { accessLog, logFormat }: ProjectDraft): string[] {
  const path = accessLog.trim();
  const canary = ["canary:", `  accessLog: { path: ${quoteWord(path)}, format: ${logFormat} }`, ""];
  if (path !== "" && hosts > 1) return canary;
  const bake = path === "" ? [] : ["    bake: {}"];
  const stages =
    hosts > 1
      ? ["  - name: canary", "    hosts: { count: 1 }", "    concurrency: 1", "  - name: fleet", "    hosts: rest"]
      : ["  - name: fleet", "    hosts: rest", ...bake];
  return ["stages:", ...stages, "", ...(path === "" ? [] : canary)];
}
