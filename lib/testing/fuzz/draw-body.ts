import { gzipSync } from "node:zlib";
import type { ApiRoute } from "@/lib/contracts/api-route";
import type { Random } from "../seeded-random";
import { draw, drawText } from "./draw-text";
import type { KnownValues } from "./make-request";

/** Mostly JSON with the fields that the route asks for, some of them right. */
export function drawBody(random: Random, route: ApiRoute, known: KnownValues): Buffer {
  const chance = random();
  if (chance < 0.05) return Buffer.from(drawText(random));
  if (chance < 0.08) return Buffer.from(Array.from({ length: 50 }, () => random() * 256));
  if (chance < 0.1) return Buffer.from("[".repeat(20_000));
  const text = JSON.stringify(drawFields(random, route, known));
  if (chance < 0.13) return Buffer.from(text.slice(0, random() * text.length));
  if (chance < 0.15) return gzipSync(text);
  if (chance < 0.17) return Buffer.from(text, "utf16le");
  if (chance < 0.19)
    return Buffer.from(text.replace("{", '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}},'));
  return Buffer.from(text);
}

function drawFields(random: Random, route: ApiRoute, known: KnownValues): Record<string, unknown> {
  const names = Object.keys(route.body?.shape ?? {}).filter(() => random() < 0.85);
  if (random() < 0.1) names.push(drawText(random));
  return Object.fromEntries(names.map((name) => [name, drawField(random, name, known)]));
}

function drawField(random: Random, name: string, known: KnownValues): unknown {
  const good = known[name];
  if (good && random() < 0.7) return fromText(draw(random, good));
  return drawJson(random, 0);
}

/** "7" is a number where a number is wanted, and the other way round. */
function fromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function drawJson(random: Random, depth: number): unknown {
  const chance = random();
  if (depth > 3 || chance < 0.5) return drawText(random);
  if (chance < 0.65) return draw(random, [0, -1, 1.5, 1e308, 2 ** 31, Number.MAX_SAFE_INTEGER, null, true, false]);
  const inner = () => drawJson(random, depth + 1);
  if (chance < 0.8) return Array.from({ length: depth === 0 ? draw(random, [0, 1, 3, 120]) : 1 }, inner);
  return Object.fromEntries(Array.from({ length: 3 }, () => [drawText(random), inner()]));
}
