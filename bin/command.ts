/** A command of `sauron`. Its module is loaded only when it is called, so it may import what it needs. */
export type Command = {
  /** The word after `sauron`. */
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** The whole help text, with options, an example and the exit codes. */
  usage: string;
  /** @returns the exit code */
  run(argv: string[]): Promise<number>;
};
