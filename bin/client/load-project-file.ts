import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { formatProblem, type ParsedProjectFile, parseProjectFile } from "@/lib/contracts/parse-project-file";
import { SauronError } from "@/lib/errors";
import { projectFileSources } from "./project-file-sources";

export type LoadedProjectFile = ParsedProjectFile & { source: string };

/** Reads and parses a project file. @throws SauronError when it cannot be read */
export function loadProjectFile(file: string): LoadedProjectFile {
  const path = resolve(file);
  const source = readText(path);
  return { ...parseProjectFile(source, projectFileSources(path)), source };
}

/** One line for each mistake, as compilers write them. */
export function describeProblems(file: string, problems: (ParsedProjectFile & { ok: false })["problems"]): string {
  return `${problems.map((problem) => formatProblem(file, problem)).join("\n")}\n`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new SauronError("invalid-project-file", `${path} cannot be read.`, { cause: error });
  }
}
