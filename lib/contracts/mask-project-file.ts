import { isAlias, isMap, isNode, type Node, parseDocument } from "yaml";
import { hideSecrets } from "@/lib/domain/repository/repository-url";

/** Where a project file has variables, whose values may be secrets. */
const variables = [
  ["deploy", "env"],
  ["tests", "env"],
];

/** The text of a project file as it may be shown: without the values of its variables, and no secret in an address. */
export function maskProjectFile(source: string): string {
  const document = parseDocument(source, { prettyErrors: false });
  const resolve = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  const hidden: Node[] = [];
  for (const path of variables) {
    const env = resolve(document.getIn(path, true));
    if (!isMap(env)) continue;
    for (const { value } of env.items) {
      const node = resolve(value);
      if (isNode(node) && node.range && node.range[0] < node.range[1]) hidden.push(node);
    }
  }
  return hideSecrets(hideRanges(source, hidden));
}

/** The last comes first, so that the places of the others stay what they are. */
function hideRanges(source: string, nodes: Node[]): string {
  const ranges = [...new Map(nodes.map(({ range }) => [range?.[0] ?? 0, range?.[1] ?? 0]))].sort(([a], [b]) => b - a);
  return ranges.reduce(
    (text, [from, to]) => `${text.slice(0, from)}"***"${withBreak(text.slice(from, to))}${text.slice(to)}`,
    source,
  );
}

/** A text block ends with its line, which stays. */
function withBreak(hidden: string): string {
  return hidden.endsWith("\n") ? "\n" : "";
}
