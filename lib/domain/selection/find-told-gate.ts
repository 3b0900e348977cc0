import { gatesOpenedByAsking } from "./gates";

const openedByAsking: readonly string[] = gatesOpenedByAsking;

/**
 * The closed gate to speak of: one that binds people too comes before one that they open by asking, as in the mode in
 * which they start each rollout themselves. A rollout in the way is shown above, so it comes last.
 */
export function findToldGate<Told extends { gate: string; open: boolean }>(gates: readonly Told[]): Told | null {
  const closed = gates.filter((each) => !each.open);
  const binding = closed.find(({ gate }) => gate !== "no-rollout-in-the-way" && !openedByAsking.includes(gate));
  return binding ?? closed[0] ?? null;
}
