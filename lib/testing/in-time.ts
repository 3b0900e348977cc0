/**
 * How long a test waits for what has to come by itself, and how often it looks. It says nothing about speed: on a busy
 * machine everything comes late, and only what never comes may fail.
 */
export const inTime = { timeout: 90_000, interval: 50 } as const;
