/** What opens our own doors is for no program but ourselves. */
const ownSecrets = ["DATABASE_URL", "REDIS_URL", "SAURON_SECRET_KEY", "SAURON_TOKEN"];

/**
 * The environment for a program of the user's that must find its own settings (PATH, HOME, agents, proxies).
 * @param isUnwanted further variables that must not reach it
 */
export function inheritEnvironment(isUnwanted: (name: string) => boolean): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ownSecrets.includes(name) && !isUnwanted(name)),
  );
}
