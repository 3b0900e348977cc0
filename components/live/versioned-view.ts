/** A body whose `seq` grows with every read of it. */
export interface VersionedView {
  seq: number;
  serverTime: string;
}

/**
 * The newer of two reads of the same thing. A lower `seq` is old news unless the server clock says that its counter
 * started again.
 */
export function newerView<View extends VersionedView>(known: View | undefined, arrived: View): View {
  if (!known || arrived.seq > known.seq) return arrived;
  const restarted = Date.parse(arrived.serverTime) - Date.parse(known.serverTime) > 5000;
  return restarted ? arrived : known;
}

/** Whether a newer read of the same thing says anything else; when it was read is no news. */
export function tellsNews(known: VersionedView | undefined, arrived: VersionedView): boolean {
  return known === undefined || JSON.stringify(known, withoutReadTimes) !== JSON.stringify(arrived, withoutReadTimes);
}

function withoutReadTimes(name: string, value: unknown): unknown {
  return name === "seq" || name === "serverTime" || name === "computedAt" ? undefined : value;
}
