import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { ProjectFileSources } from "@/lib/contracts/parse-project-file";
import { findHostKeys } from "@/lib/integrations/ssh/known-hosts";
import { resolveAlias } from "@/lib/integrations/ssh/resolve-alias";

/** Scripts are sent to every host; larger ones are a mistake. */
const maxFileBytes = 1_000_000;

/** The world around a project file at an absolute path. */
export function projectFileSources(projectFile: string): ProjectFileSources {
  const folder = dirname(projectFile);
  return {
    resolvePath: (path) => (path.startsWith("~/") ? join(homedir(), path.slice(2)) : resolve(folder, path)),
    readFile: readSmallFile,
    resolveAlias,
    findHostKeys,
  };
}

function readSmallFile(path: string): ReturnType<ProjectFileSources["readFile"]> {
  try {
    if (!statSync(path).isFile()) return { ok: false, reason: `${path} is not a file` };
    if (statSync(path).size > maxFileBytes) return { ok: false, reason: `${path} is larger than 1 MB` };
    return { ok: true, text: readFileSync(path, "utf8") };
  } catch (error) {
    return {
      ok: false,
      reason: reasons[(error as NodeJS.ErrnoException).code ?? ""]?.(path) ?? `${path} cannot be read`,
    };
  }
}

const reasons: Record<string, (path: string) => string> = {
  ENOENT: (path) => `there is no file ${path}`,
  EACCES: (path) => `${path} may not be read by this user`,
};
