import type { AutomationMode, NowView } from "@/lib/contracts/views";

const wording = {
  suggest: { word: "Suggest", sentence: "Shows what it would do; a person starts each rollout." },
  confirm: {
    word: "Confirm",
    sentence: "Proposes, and waits for a yes each time: this commit? start? continue after the canary?",
  },
  supervised: {
    word: "Supervised",
    sentence: "Answers these questions itself, but only while somebody has a page of the project open.",
  },
  unattended: { word: "Auto", sentence: "Rolls out by itself, day and night, as long as everything is normal." },
} as const satisfies Record<AutomationMode, { word: string; sentence: string }>;

/** The steps of the trust ladder with their words, from the least trust to the most. */
export const modes = (["suggest", "confirm", "supervised", "unattended"] as const).map((mode) => ({
  mode,
  ...wording[mode],
}));

export function modeWord(mode: AutomationMode): string {
  return wording[mode].word;
}

/** How often people had to correct the automation at its present step. */
export function describeOverruled({ rollouts, overruled }: NowView["automation"]["overruled"]): string {
  if (rollouts === 0) return "The automation has made no rollout at this step yet.";
  const of = rollouts === 1 ? "1 rollout" : `${rollouts} rollouts`;
  return `People overruled ${overruled} of ${of} of the automation at this step: said no, aborted, or went on against a verdict.`;
}
