import { type ParsedProjectFile, parseProjectFile } from "@/lib/contracts/parse-project-file";
import { isRepositoryPath } from "@/lib/domain/repository/repository-url";
import { expandHome } from "@/lib/integrations/files/expand-home";
import { findHostKeys } from "@/lib/integrations/ssh/known-hosts";

/**
 * Reads a project file that came over the network. It lies in no folder and may not name files to be read: else whoever
 * sends one could read what is on this machine. Addresses stand as they are written: aliases are those of a person's ssh.
 */
export function readSentProjectFile(source: string): ParsedProjectFile {
  const parsed = parseProjectFile(source, {
    resolvePath: expandHome,
    readFile: () => ({ ok: false, reason: "a file that is sent can name no other; write what it holds in its place" }),
    resolveAlias: () => null,
    findHostKeys,
  });
  if (!parsed.ok) return parsed;
  const { fleet, repository } = parsed.policy;
  const relative = [
    { path: "fleet.privateKey", value: fleet.privateKey },
    ...(isRepositoryPath(repository.url) ? [{ path: "repository.url", value: repository.url }] : []),
  ].filter(({ value }) => !value.startsWith("/"));
  if (relative.length === 0) return parsed;
  const message = "must begin with / or ~/, because a file that is sent lies in no folder";
  return {
    ok: false,
    problems: relative.map(({ path, value }) => ({ line: findLine(source, value), column: 1, path, message })),
  };
}

function findLine(source: string, text: string): number {
  return (
    Math.max(
      source.split("\n").findIndex((line) => line.includes(text)),
      0,
    ) + 1
  );
}
