/** A token as the audit calls it. */
export function tokenTarget(name: string): string {
  return `token ${name}`;
}
