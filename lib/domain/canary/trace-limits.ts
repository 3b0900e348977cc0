/** A version of the project file with its limits in words, by what they limit; null = it cannot be read any more. */
export type LimitsVersion = {
  revision: number;
  author: string;
  /** When it was put in force, ISO. */
  at: string;
  limits: Record<string, string> | null;
};

export type LimitChange = {
  /** The version in which the limit became what it is. */
  revision: number;
  author: string;
  at: string;
  /** What it was in the version before; null = there was none, or no version before is known. */
  was: string | null;
};

/**
 * When each limit of the newest version became what it is.
 * @param versions newest first, without a gap
 * @returns by what they limit; a limit that is the same in all of them is left out unless the last is the first of all
 */
export function traceLimits(versions: readonly LimitsVersion[], isWhole: boolean): Record<string, LimitChange> {
  const names = Object.keys(versions[0]?.limits ?? {});
  return Object.fromEntries(
    names.flatMap((name) => {
      const change = traceLimit(versions, name, isWhole);
      return change ? [[name, change]] : [];
    }),
  );
}

function traceLimit(versions: readonly LimitsVersion[], name: string, isWhole: boolean): LimitChange | null {
  const value = versions[0]?.limits?.[name];
  const end = versions.findIndex(({ limits }) => limits?.[name] !== value);
  if (end < 0 && !isWhole) return null;
  const since = versions.at(end < 0 ? -1 : end - 1);
  if (!since) return null;
  const { limits: _, ...version } = since;
  return { ...version, was: versions[end]?.limits?.[name] ?? null };
}
