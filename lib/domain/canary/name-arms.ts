import type { CanaryInput } from "./canary-input";

export function nameCanary({ wording }: CanaryInput): string {
  return wording?.canary ?? "the canary";
}

export function nameControl({ wording }: CanaryInput): string {
  return wording?.control ?? "the control";
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
