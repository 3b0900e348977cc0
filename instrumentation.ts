/**
 * Runs once when the web process starts. The server waits for open requests before it stops, and a live stream stays
 * open for ever: on a signal to stop, streams are ended first.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { closeWebProcess } = await import("./lib/http/web-process");
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      void closeWebProcess();
    });
  }
}
