const listeners = new Set<() => void>();
let isOver = false;

/** Whether the server has said that nobody is signed in any more; the page stays as it is until somebody is. */
export const sessionState = {
  isOver: () => isOver,
  /** Told by whatever is answered with 401. */
  end: () => change(true),
  /** Told by whatever is answered as before. */
  goOn: () => change(false),
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

function change(next: boolean): void {
  if (isOver === next) return;
  isOver = next;
  for (const listener of listeners) listener();
}
