/** Codes of errors that mean "the database is away", from the network and from PostgreSQL (SQLSTATE class 08, 57P0x, 53300). */
const unavailable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08\w{3}|57P0[1-3]|53300|P1001|P1002|P1008|P1017|P2024|P2028)$/;

/** Whether an error only says that the database cannot be reached now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code, meta } = each as { code?: unknown; meta?: { code?: unknown } };
    if ([code, meta?.code].some((value) => typeof value === "string" && unavailable.test(value))) return true;
    if (
      /Connection terminated|server closed the connection|Can't reach database|timeout exceeded when trying to connect|DatabaseNotReachable|ConnectionClosed/i.test(
        each.message,
      )
    ) {
      return true;
    }
  }
  return false;
}

/**
 * Runs `work`, again and again while the database is away: for what has happened on a host and must be told, however
 * long it takes. Other errors are thrown at once.
 */
export async function retryWhileUnavailable<T>(work: () => Promise<T>, everyMs = 500): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
