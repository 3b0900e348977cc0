/** "abortRollout" -> "abort rollout": names of acts are made of the product's own words. */
export function describeAct(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
