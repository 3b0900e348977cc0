import type { z } from "zod";
import { type DocumentProblem, describeSchemaIssues } from "./describe-schema-issue";

/** More mistakes than this in one request are not told. */
const mostProblems = 20;

/**
 * What is wrong with one part of a request, one sentence per mistake. They reach people who filled in a form or wrote a
 * command, and know nothing of the fields of a request.
 * @param part how the part is called when all of it is wrong, e.g. "body"
 */
export function describeRequest(schema: z.ZodType, value: unknown, error: z.ZodError, part: string): string[] {
  const problems = describeSchemaIssues(schema, value, error.issues.slice(0, mostProblems));
  return problems.slice(0, mostProblems).map((problem) => toSentence(problem, part));
}

function toSentence({ path, message, at }: DocumentProblem, part: string): string {
  const who = nameField(path, part);
  if (at === "key") return end(`\`${String(path.at(-1))}\` ${message}`);
  if (/^(is|must|has|cannot) /.test(message)) return end(`The ${who} ${message}`);
  if (message.startsWith("write ")) return end(`As the ${who}, ${message}`);
  return end(`${message.charAt(0).toUpperCase()}${message.slice(1)}`);
}

/** "commit to mark as bad (number 2)" */
function nameField(path: PropertyKey[], part: string): string {
  const field = path.findLast((key) => typeof key === "string");
  if (field === undefined) return part;
  const words = fieldWords[field] ?? field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const place = path.at(-1);
  return typeof place === "number" ? `${words} (number ${place + 1})` : words;
}

/** Fields whose own names say too little. */
const fieldWords: Record<string, string> = {
  slug: "project",
  sha: "commit",
  id: "number",
  number: "number of the rollout",
  seconds: "length in seconds",
  since: "beginning",
  until: "end",
  abort: "number of the rollout to abort",
  markBad: "commit to mark as bad",
  revertedBy: "commit that undoes it",
  fromRevision: "revision that is live",
  toRevision: "target",
  trunkHead: "head of the trunk",
  baseUrl: "address",
  url: "link",
};

function end(sentence: string): string {
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
}
