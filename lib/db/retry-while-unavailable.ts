/** Codes of errors that mean "the database is away", from the network and from PostgreSQL (SQLSTATE class 08, 57P0x, 25P03, 53300). */
const unavailable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08\w{3}|57P0[1-3]|25P03|53300|P1001|P1002|P1008|P1017|P2024|P2028|ConnectionClosed|DatabaseNotReachable|SocketTimeout)$/;

/** Whether an error only says that the database cannot be reached now. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (codesOf(each).some((code) => typeof code === "string" && unavailable.test(code))) return true;
    if (
      /Connection terminated|not queryable|server (has )?closed the connection|Can't reach database|timeout exceeded when trying to connect|DatabaseNotReachable|ConnectionClosed/i.test(
        each.message,
      )
    ) {
      return true;
    }
  }
  return false;
}

type DriverCause = { code?: unknown; originalCode?: unknown; kind?: unknown };
type PrismaMeta = { code?: unknown; driverAdapterError?: { cause?: DriverCause } };

/** The code of an error, and of the errors Prisma wraps: its driver's, which also comes alone, and PostgreSQL's own inside that. */
function codesOf(error: Error): unknown[] {
  const { code, meta, cause } = error as { code?: unknown; meta?: PrismaMeta; cause?: DriverCause };
  const driver = meta?.driverAdapterError?.cause;
  return [code, meta?.code, ...wordsOf(driver), ...wordsOf(cause)];
}

const wordsOf = (cause: DriverCause | undefined): unknown[] => [cause?.code, cause?.originalCode, cause?.kind];

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
