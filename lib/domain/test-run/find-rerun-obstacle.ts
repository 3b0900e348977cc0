/** Who would run a test again: Sauron itself, or the sender that told of it; `source` null = it has none here. */
export type Rerunner =
  | { by: "sauron"; hasTests: boolean }
  | {
      by: "sender";
      name: string;
      source: { enabled: boolean; canRepeat: boolean; hasApi: boolean; hasToken: boolean } | null;
    };

/** Why nobody can be asked for another attempt, with what to do instead; null = somebody can. */
export function findRerunObstacle(rerunner: Rerunner): string | null {
  if (rerunner.by === "sauron") {
    return rerunner.hasTests ? null : "The project file no longer says what to run; give it `tests.run`.";
  }
  const { name, source } = rerunner;
  if (source === null) return `${name} cannot be asked from here; run it again there.`;
  if (!source.canRepeat) return `${name} cannot be asked for another attempt; run it again there.`;
  if (!source.enabled) return `${name} is switched off and is not asked; run it again there.`;
  if (!source.hasApi) return `${name} cannot be asked: give its source an API with a token, or run it again there.`;
  return source.hasToken ? null : `${name} is not asked without a token: give its API one, or run it again there.`;
}
