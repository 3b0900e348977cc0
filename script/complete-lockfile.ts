// npm run lockfile: adds to package-lock.json what npm leaves out of it, the optional packages for other platforms that
// the registry in use does not serve. Without them `npm ci` refuses the lockfile, there and elsewhere.
import { writeFileSync } from "node:fs";
import { findMissingEntries, lockfile, readLockfile } from "./lockfile";

const lock = readLockfile();
const missing = findMissingEntries(lock.packages);
const entries = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(lockfile, `${JSON.stringify({ ...lock, packages: Object.fromEntries(entries) }, null, 2)}\n`);
console.log(`${Object.keys(missing).length} entries added.`);
