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
