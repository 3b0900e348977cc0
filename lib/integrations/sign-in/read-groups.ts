/** Groups as a claim lists them: providers send a list, or a single name. */
export function readGroups(claim: unknown): string[] {
  const list = Array.isArray(claim) ? claim : [claim];
  return list.filter((each): each is string => typeof each === "string");
}
