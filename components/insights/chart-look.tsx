/** How a part of a chart looks: each has a colour and a texture of its own, so that no part is told by its hue alone. */
export type ChartLook = "ok" | "fail" | "warn" | "idle" | "run" | "run-open";

/** Classes of a shape, whose edge a narrow one does without; a `url` of `ChartTextures` is laid over it. */
export const lookFill = {
  ok: "fill-ok",
  fail: "fill-fail-soft stroke-fail",
  warn: "fill-warn-soft stroke-warn",
  idle: "fill-idle/40 stroke-idle",
  run: "fill-run",
  "run-open": "fill-run/40 stroke-run",
} as const satisfies Record<ChartLook, string>;

/** The texture over a shape; null = it has none. */
export function textureOf(look: ChartLook, id: string): string | null {
  return look === "fail" || look === "warn" ? `url(#${id}-${look})` : null;
}

/** Belongs once into every `<svg>` that is drawn with these looks; `id` must be its own. */
export function ChartTextures({ id }: { id: string }) {
  const common = { patternUnits: "userSpaceOnUse", width: 5, height: 5 } as const;
  return (
    <defs>
      <pattern id={`${id}-fail`} {...common} patternTransform="rotate(45)">
        <rect width="2.5" height="5" className="fill-fail" />
      </pattern>
      <pattern id={`${id}-warn`} {...common}>
        <circle cx="2.500" cy="2.500" r="1.200" className="fill-warn" />
      </pattern>
    </defs>
  );
}
