// npm run references: writes the files of the docs that are made from the code.
import { writeFileSync } from "node:fs";
import { references } from "./references";

for (const [file, render] of Object.entries(references)) {
  writeFileSync(new URL(`../docs/${file}`, import.meta.url), render());
}
