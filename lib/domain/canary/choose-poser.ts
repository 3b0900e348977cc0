import { type ControlCandidate, type ControlQuestion, chooseControls } from "../fleet/choose-controls";

export type Posing<Host> = { poser: Host; control: Host[]; revision: string };

/**
 * The host that poses as canary in this window, and those it is compared with: every host that runs what most hosts run
 * has its turn, in the order of their ids. Null when too few run the same.
 */
export function choosePoser<Host extends ControlCandidate>(
  hosts: readonly Host[],
  by: { window: number; sameLabels: readonly string[] },
): Posing<Host> | null {
  const { revision, alike } = findLargestGroup(hosts);
  const inTurn = alike.map((_, index) => alike[(by.window + index) % alike.length] as Host);
  for (const poser of inTurn) {
    const { sameLabels } = by;
    const control = choosePoserControls(alike, { poser, revision, sameLabels, preferred: new Set() });
    if (control.length > 0) return { poser, control, revision };
  }
  return null;
}

type PoserQuestion<Host> = Pick<ControlQuestion<Host>, "sameLabels" | "preferred"> & { poser: Host; revision: string };

/** The hosts to compare it with, chosen as for a real canary; none when there are too few. */
export function choosePoserControls<Host extends ControlCandidate>(
  hosts: readonly Host[],
  { poser, revision, ...by }: PoserQuestion<Host>,
): Host[] {
  const untouched = hosts.filter(({ id }) => id !== poser.id);
  return chooseControls({ canary: [poser], untouched, fromRevision: revision, toRevision: revision, ...by });
}

/** By id. Of several groups that are as large the one whose host comes first. */
function findLargestGroup<Host extends ControlCandidate>(hosts: readonly Host[]): { revision: string; alike: Host[] } {
  const groups = new Map<string, Host[]>();
  for (const host of hosts.toSorted((a, b) => a.id - b.id)) {
    if (host.currentRevision === null) continue;
    groups.set(host.currentRevision, [...(groups.get(host.currentRevision) ?? []), host]);
  }
  const [largest] = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  return { revision: largest?.[0] ?? "", alike: largest?.[1] ?? [] };
}
