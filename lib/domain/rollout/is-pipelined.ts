/** Where a project says so, rollouts that go forward follow each other through the stages; a rollback goes alone. */
export function isPipelined({ kind, policy }: { kind: string; policy: { pipelining: boolean } }): boolean {
  return policy.pipelining && kind !== "rollback";
}
