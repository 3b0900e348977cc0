import { renderApiReference } from "./render-api-reference";
import { renderProjectFileReference, renderProjectFileSchema } from "./render-project-file-reference";

/** The files in `docs` that are made from the code, and by what. */
export const references: Record<string, () => string> = {
  "api.md": renderApiReference,
  "project-file.md": renderProjectFileReference,
  "project-file.schema.json": renderProjectFileSchema,
};
