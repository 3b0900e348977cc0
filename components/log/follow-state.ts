/** Following means: new lines keep the end in view. Otherwise they are only counted. */
export interface FollowState {
  following: boolean;
  /** Rows there were when the reader left the end; what came since is new to them. */
  seenRows: number;
}

export type FollowEvent =
  /** The reader moved the view. */
  | { type: "scrolled"; direction: "up" | "down"; distanceToEnd: number; rows: number }
  /** Something asked to read elsewhere: a search hit, a line link, a selection. */
  | { type: "left"; rows: number }
  /** The reader asked for the end: the pill, the End key, the Follow button. */
  | { type: "resumed" };

/** The end counts as reached within two rows of it. */
const nearEnd = 40;

export function nextFollowState(state: FollowState, event: FollowEvent): FollowState {
  switch (event.type) {
    case "resumed":
      return { following: true, seenRows: 0 };
    case "left":
      return state.following ? { following: false, seenRows: event.rows } : state;
    case "scrolled": {
      if (event.direction === "down") return event.distanceToEnd <= nearEnd ? { following: true, seenRows: 0 } : state;
      return state.following ? { following: false, seenRows: event.rows } : state;
    }
  }
}

/** Lines that came while the reader looked elsewhere. */
export function countNewRows(state: FollowState, rows: number): number {
  return state.following ? 0 : Math.max(0, rows - state.seenRows);
}
