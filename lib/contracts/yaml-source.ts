import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";

/** Where something stands in a text; both count from 1. */
export type Position = { line: number; column: number };

export type YamlSource = {
  /** The document as plain values; null when the text is not YAML. */
  value: unknown;
  errors: { position: Position; message: string }[];
  /** Where the key (or list entry) at `path` stands; for something missing, where its nearest owner stands. */
  locate(path: PropertyKey[]): Position;
};

/** Reads YAML 1.2 and keeps where everything stands. Never throws. */
export function readYaml(text: string): YamlSource {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true });
  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const errors = [...document.errors, ...document.warnings].map((error) => ({
    position: positionOf(error.pos[0]),
    message: error.code === "DUPLICATE_KEY" ? "this key is written twice; keep one of them" : error.message,
  }));
  const isReadable = document.errors.every((error) => error.code === "DUPLICATE_KEY");
  const locate = (path: PropertyKey[]) => positionOf(offsetOf(document.contents as Node | null, path));
  if (!isReadable) return { value: null, errors, locate };
  try {
    return { value: document.toJS({ maxAliasCount: 1000 }), errors, locate };
  } catch (error) {
    const message = error instanceof Error ? error.message : "the aliases cannot be resolved";
    return { value: null, errors: [...errors, { position: { line: 1, column: 1 }, message }], locate };
  }
}

/** Offset of the deepest thing on `path` that exists: of the key in a block, of the entry in a list. */
function offsetOf(root: Node | null, path: PropertyKey[]): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isAlias(node)) break;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(key)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}
