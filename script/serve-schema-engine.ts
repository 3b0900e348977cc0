// The command line of Prisma's native schema engine, as far as `prisma migrate` uses it, over the WebAssembly one:
// "cli <command>" answers with an exit code, otherwise one JSON-RPC request per line is answered on standard output.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { openSchemaEngine } from "./open-schema-engine";

type Request = { id: number; method: keyof SchemaEngine; params: unknown };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { datasource: { type: "string" }, datamodels: { type: "string", multiple: true } },
});
const { url: databaseUrl } = JSON.parse(String(values.datasource ?? "{}")) as { url: string };

async function canConnect(): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    console.error((error as Error).message);
    return false;
  }
}

async function answer(engine: SchemaEngine, request: Request): Promise<object> {
  try {
    const method = engine[request.method] as (params: unknown) => Promise<unknown>;
    const result = await method.call(engine, withInitScript(request.params));
    return { jsonrpc: "2.0", id: request.id, result: result ?? {} };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    const data = { is_panic: false, message, error_code: code, meta: {} };
    return { jsonrpc: "2.0", id: request.id, error: { code: 4466, message: "The schema engine failed.", data } };
  }
}

/** The native engine takes a list of migrations without this field, the WebAssembly one does not. */
function withInitScript(params: unknown): unknown {
  const { migrationsList } = (params ?? {}) as { migrationsList?: object };
  return migrationsList
    ? { ...(params as object), migrationsList: { shadowDbInitScript: "", ...migrationsList } }
    : params;
}

async function serve(): Promise<void> {
  const paths = (values.datamodels ?? []) as string[];
  const { engine, close } = await openSchemaEngine({
    databaseUrl,
    schemas: paths.map((path) => [path, readFileSync(path, "utf8")]),
  });
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) process.stdout.write(`${JSON.stringify(await answer(engine, JSON.parse(line) as Request))}\n`);
  }
  await close();
}

if (positionals[0] === "cli") process.exitCode = (await canConnect()) ? 0 : 1;
else await serve();
