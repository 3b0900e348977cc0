/** Lets at most `limit` tasks run at once; the others wait in order. */
export class Limiter {
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      // The place is handed over, so that nobody can slip in between.
      if (next) next();
      else this.running -= 1;
    }
  }
}
