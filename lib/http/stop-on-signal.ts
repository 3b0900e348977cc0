import { closeWebProcess } from "./web-process";

/** The server waits for open requests before it stops, and a live stream stays open for ever: streams are ended first. */
export function stopStreamsOnSignal(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void closeWebProcess());
}
