// Every path that a document names must exist. Paths are what stands in backticks and looks like one, and link targets.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const topFolders = ["app", "bench", "bin", "components", "demo", "docs", "e2e", "lib", "prisma", "script", "workers"];

/** Documents, relative to `root`. */
function listDocuments(root: string): string[] {
  const top = readdirSync(root).filter((name) => name.endsWith(".md"));
  const docs = existsSync(join(root, "docs"))
    ? readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"))
    : [];
  return [...top, ...docs.map((name) => `docs/${name}`)];
}

/**
 * The paths that a Markdown document names, relative to the root.
 *
 * @param folder where the document lies, relative to the root
 */
export function findPaths(text: string, folder: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, "");
  const quoted = [...prose.matchAll(/`([\w./@[\]-]+)`/g)]
    .map((match) => match[1] ?? "")
    .filter((path) => topFolders.includes(path.split("/")[0] ?? "") && path.includes("/"));
  const linked = [...prose.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) =>
    join(folder, match[1] ?? ""),
  );
  return [...quoted, ...linked];
}

/** One line for each path that is gone. */
function findMissingPaths(root: string): string[] {
  return listDocuments(root).flatMap((document) =>
    findPaths(readFileSync(join(root, document), "utf8"), dirname(document))
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${document} names ${path}, which is not there`),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = findMissingPaths(join(dirname(fileURLToPath(import.meta.url)), ".."));
  for (const line of missing) console.error(line);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
