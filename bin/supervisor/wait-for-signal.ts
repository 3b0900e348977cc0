type StopSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** A terminal and npm may both deliver the same Ctrl-C; only a later one shows impatience. */
const sameCtrlCMs = 500;

/** Waits for the first request to stop. A further one ends this process at once; what hangs on its leash follows. */
export function waitForSignal(): Promise<StopSignal> {
  return new Promise((resolve) => {
    let askedAt: number | null = null;
    const onSignal = (signal: StopSignal) => {
      if (askedAt !== null && performance.now() - askedAt > sameCtrlCMs) process.exit(130);
      askedAt ??= performance.now();
      resolve(signal);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  });
}

/** How long the children may take to finish what they do: a person at a terminal does not wait. */
export const stopWithinMs = { SIGINT: 3_500, SIGTERM: 20_000, SIGHUP: 3_500 } as const satisfies Record<
  StopSignal,
  number
>;
