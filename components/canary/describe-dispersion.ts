/** φ in words: by how much errors come in bursts on one host, and what follows from it. */
export function describeDispersion(phi: number): string {
  if (phi < 1.05) return "Before the deploy the hosts differed no more than chance explains.";
  const times = phi < 10 ? phi.toFixed(1) : String(Math.round(phi));
  return `Before the deploy the hosts differed ${times} times as much as chance explains, as when errors come in bursts. A difference therefore counts ${times} times less.`;
}
