/** Next calls this once when the web process starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { stopStreamsOnSignal } = await import("./lib/http/stop-on-signal");
    stopStreamsOnSignal();
  }
}
