/** What a host is chosen by as a control. */
export type ControlCandidate = {
  id: number;
  labels: Readonly<Record<string, string>>;
  currentRevision: string | null;
};

/** Fewer hosts than this say too little: what one of them does by chance would look like the old revision. */
export const fewestControls = 3;

/** More than this say nothing more, and cost a read each. */
const mostControls = 20;

export type ControlQuestion<Host> = {
  canary: readonly ControlCandidate[];
  /** Not touched by the rollout. */
  untouched: readonly Host[];
  /** Null = the first rollout of a project. */
  fromRevision: string | null;
  toRevision: string;
  /** A control has the same value of these labels as a host of the canary. */
  sameLabels: readonly string[];
  /** Hosts that were measured before the deploy come first. */
  preferred: ReadonlySet<number>;
};

/** The hosts to compare a canary with: of its role, on the revision of before. Empty when there are too few. */
export function chooseControls<Host extends ControlCandidate>(question: ControlQuestion<Host>): Host[] {
  const { canary, fromRevision, toRevision, sameLabels, preferred } = question;
  const runsOld = ({ currentRevision }: Host) =>
    fromRevision === null ? currentRevision !== toRevision : currentRevision === fromRevision;
  const isOfRole = ({ labels }: Host) =>
    canary.some((host) => sameLabels.every((label) => host.labels[label] === labels[label]));
  const controls = question.untouched.filter((host) => runsOld(host) && isOfRole(host));
  const measured = controls.filter(({ id }) => preferred.has(id));
  // One that was not measured tells neither its share of the traffic nor how slow it was: it counts only where needed.
  const chosen = (
    measured.length < fewestControls ? [...measured, ...controls.filter((host) => !measured.includes(host))] : measured
  ).slice(0, mostControls);
  return chosen.length < fewestControls ? [] : chosen;
}
