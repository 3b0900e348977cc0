import { hideSecrets } from "../repository/repository-url";

type DeployStep = {
  name: string;
  run?: string[] | undefined;
  script?: string | undefined;
  timeout: number;
  retries: number;
};

export type StepPreview = { step: string; command: string; timeoutSeconds: number; retries: number };

/** What runs on each host, as a person reads it: passwords in addresses are left out, the texts of scripts too. */
export function describeSteps(steps: readonly DeployStep[]): StepPreview[] {
  return steps.map(({ name, run, script, timeout, retries }) => ({
    step: name,
    command: run ? run.map(quoteWord).join(" ") : describeScript(script ?? ""),
    timeoutSeconds: timeout,
    retries,
  }));
}

function quoteWord(word: string): string {
  const shown = hideSecrets(word);
  return /^[\w./:=@%+,*-]+$/.test(shown) ? shown : JSON.stringify(shown);
}

function describeScript(text: string): string {
  const lines = text.trimEnd().split("\n").length;
  return `sh script of ${lines === 1 ? "1 line" : `${lines} lines`}`;
}

/** The variables Sauron itself sets for each step. */
const ownVariables = ["SAURON_PROJECT", "SAURON_ROLLOUT", "SAURON_REVISION", "SAURON_HOST"];

/** Names of what the steps find in their environment; values are nobody's business here. */
export function listVariables(env: Readonly<Record<string, string>>): string[] {
  return [...ownVariables, ...Object.keys(env)];
}
