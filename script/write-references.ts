// npm run references: writes the pages of the docs that are made from the code.
import { writeFileSync } from "node:fs";
import { renderApiReference } from "./render-api-reference";

writeFileSync(new URL("../docs/api.md", import.meta.url), renderApiReference());
