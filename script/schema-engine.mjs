#!/usr/bin/env node
// Stands in for Prisma's native schema engine: PRISMA_SCHEMA_ENGINE_BINARY=script/schema-engine.mjs npx prisma migrate …
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

process.env.TSX_TSCONFIG_PATH = fileURLToPath(new URL("../tsconfig.json", import.meta.url));
register();
await import("./serve-schema-engine.ts");
