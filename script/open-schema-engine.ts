import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import * as engineGlue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/**
 * Prisma's schema engine without the native program that its command line would download: the same engine as
 * WebAssembly, over the PostgreSQL driver that the application itself uses.
 *
 * @param options.databaseUrl where migrations are applied and shadow databases are made
 * @param options.schemas path and text of each Prisma schema file
 */
export async function openSchemaEngine(options: {
  databaseUrl: string;
  schemas: [string, string][];
}): Promise<{ engine: SchemaEngine; close(): Promise<void> }> {
  loading ??= loadEngine();
  await loading;
  const pools: pg.Pool[] = [];
  const factory = bindMigrationAwareSqlAdapterFactory(createFactory(options.databaseUrl, pools));
  const engine = await engineGlue.SchemaEngine.new({ datamodels: options.schemas }, () => {}, factory);
  return {
    engine,
    async close() {
      engine.free();
      await Promise.all(pools.filter((pool) => !pool.ended).map((pool) => pool.end()));
    },
  };
}

type PgAdapter = Awaited<ReturnType<PrismaPg["connect"]>>;

/** Object number of the type "char" with the quotes; pg calls it CHAR. */
const internalChar = pg.types.builtins.CHAR;

let loading: Promise<void> | undefined;

/** Loads the module by hand: Node.js 20 cannot import WebAssembly. */
async function loadEngine(): Promise<void> {
  const glue = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = await WebAssembly.compile(await readFile(glue.replace(/\.js$/, ".wasm")));
  const imports = { "./schema_engine_bg.js": engineGlue } as unknown as WebAssembly.Imports;
  const { exports } = await WebAssembly.instantiate(module, imports);
  engineGlue.__wbg_set_wasm(exports);
  (exports as { __wbindgen_start(): void }).__wbindgen_start();
}

/** The driver's own shadow database would be the main one again: a connection string outweighs a database name. */
function createFactory(databaseUrl: string, pools: pg.Pool[]): SqlMigrationAwareDriverAdapterFactory {
  const connect = async (url: string) => {
    const adapter = await new PrismaPg({ connectionString: url }).connect();
    pools.push(adapter.underlyingDriver());
    readInternalChar(adapter);
    return sendScriptsWhole(adapter);
  };
  return {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => connect(databaseUrl),
    async connectToShadowDb() {
      const name = `shadow_${randomBytes(8).toString("hex")}`;
      const main = await connect(databaseUrl);
      await main.executeScript(`CREATE DATABASE ${name}`);
      const url = new URL(databaseUrl);
      url.pathname = `/${name}`;
      const shadow = await connect(url.href);
      return disposeAlso(shadow, async () => {
        await main.executeScript(`DROP DATABASE ${name} WITH (FORCE)`);
        await main.dispose();
      });
    },
  };
}

/**
 * PostgreSQL's internal type "char", which its catalogue is full of, is unknown to the driver: it passes as text, and
 * is called a character again in the answer. The engine asks one question at a time.
 */
function readInternalChar(adapter: PgAdapter): void {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  let charColumns: boolean[] = [];
  const queryWithText = async (...args: unknown[]) => {
    const result = await query(...args);
    charColumns = result.fields?.map((field) => field.dataTypeID === internalChar) ?? [];
    for (const field of result.fields ?? []) {
      if (field.dataTypeID === internalChar) field.dataTypeID = pg.types.builtins.TEXT;
    }
    return result;
  };
  pool.query = queryWithText as typeof pool.query;
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (question) => {
    const answer = await queryRaw(question);
    const columnTypes = answer.columnTypes.map((type, index) => (charColumns[index] ? ColumnTypeEnum.Character : type));
    return { ...answer, columnTypes };
  };
}

/** The driver cuts a script at every semicolon, also inside of a comment or a string; PostgreSQL takes it whole. */
function sendScriptsWhole(adapter: PgAdapter): SqlDriverAdapter {
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
  return adapter;
}

function disposeAlso(adapter: SqlDriverAdapter, afterwards: () => Promise<void>): SqlDriverAdapter {
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await afterwards();
  };
  return adapter;
}
