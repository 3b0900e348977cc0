import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

/** A small tree in which every file but the last two breaks one rule. */
const planted: Record<string, string> = {
  "lib/domain/reads-a-file.ts": 'import { readFileSync } from "node:fs"; export const a = readFileSync;',
  "lib/domain/knows-zod.ts": 'import { z } from "zod"; export const a = z;',
  "lib/domain/knows-a-service.ts": 'import type { S } from "@/lib/services/s"; export type A = S;',
  "components/knows-the-database.tsx": 'import { d } from "@/lib/db/d"; export const a = d;',
  "app/knows-the-database.ts": 'import { d } from "@/lib/db/d"; export const a = d;',
  "app/knows-a-worker.ts": 'import { w } from "../workers/w"; export const a = w;',
  "lib/services/knows-bullmq.ts": 'import { Queue } from "bullmq"; export const a = Queue;',
  "lib/services/knows-ssh.ts": 'import ssh2 from "ssh2"; export const a = ssh2;',
  "lib/services/knows-tests.ts": 'import { t } from "@/lib/testing/t"; export const a = t;',
  "lib/queries/knows-prisma.ts": 'import { P } from "@/lib/db/generated/client"; export const a = P;',
  "lib/queries/first-of-cycle.ts": 'import { b } from "./second-of-cycle"; export const a = () => b;',
  "lib/queries/second-of-cycle.ts": 'import { a } from "./first-of-cycle"; export const b = () => a;',
  "lib/queries/lonely.ts": "export const a = 1;",
  "demo/knows-the-inside.ts": 'import { s } from "@/lib/services/s"; export const a = s;',
  "workers/w.ts": "export const w = 1;",
  "lib/services/s.ts": 'import { d } from "@/lib/db/d"; export type S = 1; export const s = d;',
  "lib/db/d.ts": 'import { P } from "./generated/client"; export const d = P;',
  "lib/db/generated/client.ts": "export const P = 1;",
  "lib/testing/t.ts": "export const t = 1;",
};

const expected = [
  ["domain-is-pure", "lib/domain/reads-a-file.ts"],
  ["domain-is-pure", "lib/domain/knows-zod.ts"],
  ["lib/domain-imports", "lib/domain/knows-a-service.ts"],
  ["components-imports", "components/knows-the-database.tsx"],
  ["app-imports", "app/knows-the-database.ts"],
  ["app-imports", "app/knows-a-worker.ts"],
  ["queue-only-in-queue", "lib/services/knows-bullmq.ts"],
  ["ssh-only-in-ssh", "lib/services/knows-ssh.ts"],
  ["testing-only-in-tests", "lib/services/knows-tests.ts"],
  ["prisma-only-in-db", "lib/queries/knows-prisma.ts"],
  ["no-cycles", "lib/queries/first-of-cycle.ts"],
  ["no-orphans", "lib/queries/lonely.ts"],
  ["demo-imports", "demo/knows-the-inside.ts"],
];

let tree: string;
let broken: string[];

beforeAll(async () => {
  tree = mkdtempSync(join(tmpdir(), "sauron-imports-"));
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  for (const file of [".dependency-cruiser.mjs", "tsconfig.json", "package.json"])
    cpSync(join(root, file), join(tree, file));
  const output = await cruise();
  const { summary } = JSON.parse(output) as { summary: { violations: { rule: { name: string }; from: string }[] } };
  broken = summary.violations.map((violation) => `${violation.rule.name} ${violation.from}`);
});

afterAll(() => rmSync(tree, { recursive: true }));

function cruise(): Promise<string> {
  const preload = join(root, "script/architecture/use-typescript-5.mjs");
  const args = ["--import", preload, cruiser, "--config", ".dependency-cruiser.mjs", "--output-type", "json"];
  return new Promise((settle) => {
    execFile(
      process.execPath,
      [...args, "app", "components", "demo", "lib", "workers"],
      { cwd: tree },
      (_error, stdout) => settle(stdout),
    );
  });
}

test.each(expected)("%s catches %s", (rule, file) => {
  expect(broken).toContain(`${rule} ${file}`);
});

test("what follows the rules is let through", () => {
  expect(broken.filter((line) => / (lib\/db\/d|lib\/services\/s|workers\/w)\.ts$/.test(line))).toEqual([]);
});
