/**
 * The environment for a program of the user's that must find its own settings (PATH, HOME, agents, proxies).
 * @param isUnwanted variables that must not reach it
 */
export function inheritEnvironment(isUnwanted: (name: string) => boolean): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isUnwanted(name)));
}
