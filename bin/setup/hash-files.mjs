import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const skipped = new Set(["node_modules", ".next", ".sauron", ".git", "generated"]);

/**
 * One number for the content of files and folders, so that work is done again only when what it is made from changed.
 * Tests do not count. What does not exist counts as empty.
 *
 * @param {string} root
 * @param {string[]} paths relative to `root`
 */
export function hashFiles(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths) addPath(hash, root, path);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} root
 * @param {string} path
 */
function addPath(hash, root, path) {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) {
      if (!skipped.has(name) && !/\.(test|contract)\.tsx?$/.test(name)) addPath(hash, root, `${path}/${name}`);
    }
  } else if (stat?.isFile()) {
    hash.update(`${path}\0${stat.size}\0`).update(readFileSync(join(root, path)));
  }
}
