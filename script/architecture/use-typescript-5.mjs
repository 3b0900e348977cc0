// dependency-cruiser reads TypeScript with the compiler's programming interface, which TypeScript 7 does not have.
// Loaded before it (`node --import`), this answers its question for "typescript" with version 5.
import Module, { register } from "node:module";

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
  resolveFilename(request.replace(/^typescript(?=\/|$)/, "typescript-5"), ...rest);

const hooks = `export const resolve = (specifier, context, next) =>
  next(specifier === "typescript" ? "typescript-5" : specifier, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
