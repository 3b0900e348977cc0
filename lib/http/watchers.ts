import type { Logger } from "@/lib/logger";

/** Notes which projects somebody has open in a browser: the mode "supervised" goes on only while that is so. */
export interface Watchers {
  /** Counts as watching until `signal` is aborted, when the request is one of a browser. */
  watch(request: Request, projectId: number, signal: AbortSignal): void;
  close(): void;
}

/** A page that stays open is noted this often. */
const noteMs = 20_000;

/** @param noteWatched writes that a project is watched now */
export function createWatchers(noteWatched: (projectId: number) => Promise<void>, logger: Logger): Watchers {
  const open = new Map<number, number>();

  const note = (projectId: number) => {
    noteWatched(projectId).catch((error) =>
      logger.warn({ err: error, project: projectId }, "could not note that somebody watches, trying again"),
    );
  };
  const timer = setInterval(() => {
    for (const projectId of open.keys()) note(projectId);
  }, noteMs);
  timer.unref();

  return {
    watch(request, projectId, signal) {
      if (!isBrowser(request) || signal.aborted) return;
      const viewers = open.get(projectId) ?? 0;
      open.set(projectId, viewers + 1);
      // Who comes second is noted with the first.
      if (viewers === 0) note(projectId);
      const leave = () => {
        const left = (open.get(projectId) ?? 1) - 1;
        if (left === 0) open.delete(projectId);
        else open.set(projectId, left);
      };
      signal.addEventListener("abort", leave, { once: true });
    },
    close: () => clearInterval(timer),
  };
}

/** Every browser names itself so, and no command line does: a script that follows a project is nobody who looks. */
function isBrowser(request: Request): boolean {
  return (request.headers.get("user-agent") ?? "").startsWith("Mozilla/");
}
