import type { LockEntry } from "./lockfile";
import { findLicense, nameOf } from "./supply-chain";

type License = { license?: { id?: string; name?: string }; expression?: string };

export type Component = {
  "bom-ref": string;
  name: string;
  version: string;
  purl: string;
  licenses?: License[];
  hashes?: { alg: string; content: string }[];
};

/** What we touch of a CycloneDX document. */
export type Sbom = {
  bomFormat: string;
  specVersion: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
};

/**
 * npm's list of all packages, without those that are for development only, and each with its licence. npm's own `--omit dev`
 * also leaves out what both need, and it names the product after the folder it lies in.
 */
export function keepWhatShips(
  all: Sbom,
  packages: Record<string, LockEntry>,
  readLicense: (path: string) => string | null,
): Sbom {
  const shipped = new Map<string, string>(
    Object.entries(packages).flatMap(([path, entry]) =>
      path === "" || entry.dev || entry.devOptional ? [] : [[`${nameOf(path)}@${entry.version}`, path] as const],
    ),
  );
  const ref = (component: Component) => `${component.name}@${component.version}`;
  const components = all.components
    .filter((component) => shipped.has(ref(component)))
    .map((component) => {
      const license = findLicense(packages, shipped.get(ref(component)) ?? "", readLicense);
      return component.licenses || license === null ? component : { ...component, licenses: [{ expression: license }] };
    });
  const product = all.metadata.component;
  const kept = new Set([product["bom-ref"], ...components.map((component) => component["bom-ref"])]);
  const isKept = (one: string) => kept.has(one);
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...product, name: "sauron" } },
    components,
    dependencies: all.dependencies
      .filter((dependency) => isKept(dependency.ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isKept) })),
  };
}
