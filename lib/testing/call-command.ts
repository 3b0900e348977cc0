import { vi } from "vitest";

export type Written = { out: string; err: string };

type Callable = { run(argv: string[]): Promise<number> };

/** Begins a command of the command line in this process; what it writes can be looked at while it runs. */
export function beginCommand(command: Callable, argv: string[]): { written: Written; finished: Promise<number> } {
  const written = { out: "", err: "" };
  const take = (key: "out" | "err") => (text: unknown) => {
    written[key] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(take("out")),
    vi.spyOn(process.stderr, "write").mockImplementation(take("err")),
  ];
  const finished = command.run(argv).finally(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return { written, finished };
}

/** Runs a command to its end. */
export async function callCommand(command: Callable, ...argv: string[]): Promise<Written & { code: number }> {
  const { written, finished } = beginCommand(command, argv);
  const code = await finished;
  return { code, ...written };
}
