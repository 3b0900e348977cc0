/** Refusals of one window that are not told one by one. */
export type UntoldRefusals = { address: string | null; count: number };

/** Keeps a flood of requests that are refused from filling the audit, in which nothing is ever removed. */
export interface RefusalBudget {
  /** Whether this refusal gets an entry of its own; otherwise it is counted, and told with the others. */
  take(address: string | null): boolean;
  /** Tells what was counted so far. */
  flush(): Promise<void>;
}

/** Entries of their own within a window: for one address, and for all together. */
export const refusalLimits = { perAddress: 30, total: 300, windowMs: 60_000 };

/** @param tell writes what was counted once a window is over */
export function createRefusalBudget(
  tell: (untold: UntoldRefusals[]) => Promise<void>,
  limits = refusalLimits,
): RefusalBudget {
  let told = new Map<string | null, number>();
  let untold = new Map<string | null, number>();
  let total = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const counted = [...untold].map(([address, count]) => ({ address, count }));
    [told, untold, total] = [new Map(), new Map(), 0];
    if (counted.length > 0) await tell(counted);
  };
  return {
    take(address) {
      timer ??= setTimeout(() => void flush(), limits.windowMs).unref();
      const own = told.get(address) ?? 0;
      if (total < limits.total && own < limits.perAddress) {
        total += 1;
        told.set(address, own + 1);
        return true;
      }
      // Addresses that had no entry are counted together: there may be any number of them.
      const counted = told.has(address) ? address : null;
      untold.set(counted, (untold.get(counted) ?? 0) + 1);
      return false;
    },
    flush,
  };
}
