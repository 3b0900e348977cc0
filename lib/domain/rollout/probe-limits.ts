/** An unknown host is asked so often before it counts as failed; with the pause below, for about two minutes. */
export const maxProbes = 12;

/** Pause between two questions to the same host. */
export const probeEverySeconds = 10;
