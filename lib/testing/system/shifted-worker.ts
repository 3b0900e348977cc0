/** A worker whose clock is wrong by SAURON_CLOCK_SHIFT_MS; how fast time passes stays right. */
const shift = Number(process.env.SAURON_CLOCK_SHIFT_MS);
const Right = Date;

class WrongDate extends Right {
  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [Right.now() + shift] : given) as []));
  }

  static override now(): number {
    return Right.now() + shift;
  }
}

globalThis.Date = WrongDate as DateConstructor;

await import("@/workers/main");

export {};
