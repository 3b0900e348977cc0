// npm run sbom: what a release is made of, as CycloneDX, on standard output. Reads the lockfile and asks nobody.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readInstalledLicense, readLockfile } from "./lockfile";
import { keepWhatShips, type Sbom } from "./sbom";

/** Everything in the lockfile, by npm's own account. */
export function listAll(): Sbom {
  const text = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--offline"], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sbom = keepWhatShips(listAll(), readLockfile().packages, readInstalledLicense);
  process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`);
}
