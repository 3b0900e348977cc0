import { type Environment, parseEnvironment } from "./environment";

/** The environment of this process; for entry points, which hand its values on. */
export function readEnvironment(): Environment {
  return parseEnvironment(process.env, process.cwd());
}
